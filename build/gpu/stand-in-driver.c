/*
 * Stands in for NVIDIA's driver, libcuda.so.1 and libnvidia-ml.so.1: it claims one H100, and fails at the first thing that would
 * need it. Enough to see, without a GPU, whether TensorFlow finds its libraries and takes the device.
 */
#include <string.h>
#include <sys/resource.h>

enum { OK = 0, INVALID_CONTEXT = 201, UNKNOWN = 999 };

/* TensorFlow ends the process when the device fails: without a core file. */
__attribute__((constructor)) static void no_core_file(void) {
  struct rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
}

int cuInit(unsigned flags) { return OK; }
int cuDriverGetVersion(int* version) { return *version = 13000, OK; }
int cuDeviceGetCount(int* count) { return *count = 1, OK; }
int cuDeviceGet(int* device, int ordinal) { return *device = 0, OK; }
int cuDeviceGetName(char* name, int size, int device) { return strncpy(name, "stand-in H100", size), OK; }
int cuDeviceTotalMem_v2(size_t* bytes, int device) { return *bytes = 80ul << 30, OK; }
int cuDeviceGetPCIBusId(char* id, int size, int device) { return strncpy(id, "0000:01:00.0", size), OK; }
int cuDeviceGetUuid(void* uuid, int device) { return memset(uuid, 1, 16), OK; }
int cuDeviceGetUuid_v2(void* uuid, int device) { return memset(uuid, 1, 16), OK; }
int cuDeviceComputeCapability(int* major, int* minor, int device) { return *major = 9, *minor = 0, OK; }

int cuDeviceGetAttribute(int* value, int attribute, int device) {
  switch (attribute) {
    case 1: return *value = 1024, OK;          /* threads of a block */
    case 2: case 3: return *value = 1024, OK;  /* its sides */
    case 4: return *value = 64, OK;
    case 5: return *value = 2147483647, OK;    /* sides of a grid */
    case 6: case 7: return *value = 65535, OK;
    case 8: return *value = 49152, OK;         /* shared memory of a block */
    case 10: return *value = 32, OK;           /* threads of a warp */
    case 12: return *value = 65536, OK;        /* registers of a block */
    case 13: return *value = 1980000, OK;      /* clock, kHz */
    case 16: return *value = 132, OK;          /* multiprocessors */
    case 36: return *value = 2619000, OK;      /* clock of the memory */
    case 37: return *value = 5120, OK;         /* width of its bus */
    case 38: return *value = 52428800, OK;     /* second-level cache */
    case 39: return *value = 2048, OK;         /* threads of a multiprocessor */
    case 75: return *value = 9, OK;            /* compute capability */
    case 76: return *value = 0, OK;
    case 81: return *value = 233472, OK;       /* shared memory of a multiprocessor */
    case 82: return *value = 65536, OK;        /* its registers */
    case 97: return *value = 232448, OK;       /* shared memory of a block, on demand */
    case 106: return *value = 32, OK;          /* blocks of a multiprocessor */
    default: return *value = 0, OK;
  }
}

int cuCtxGetCurrent(void** context) { return *context = 0, OK; }
int cuCtxSetCurrent(void* context) { return OK; }
int cuCtxGetDevice(int* device) { return *device = 0, INVALID_CONTEXT; }
int cuDevicePrimaryCtxGetState(int device, unsigned* flags, int* active) { return *flags = 0, *active = 0, OK; }
int cuDevicePrimaryCtxSetFlags(int device, unsigned flags) { return OK; }
int cuDevicePrimaryCtxSetFlags_v2(int device, unsigned flags) { return OK; }
int cuDevicePrimaryCtxRelease_v2(int device) { return OK; }
int cuDevicePrimaryCtxRetain(void** context, int device) { return UNKNOWN; }
int cuGetErrorName(int error, const char** name) { return *name = "CUDA_ERROR_UNKNOWN", OK; }
int cuGetErrorString(int error, const char** text) { return *text = "this is only a stand-in", OK; }

int nvmlInit(void) { return OK; }
int nvmlInit_v2(void) { return OK; }
int nvmlShutdown(void) { return OK; }
int nvmlDeviceGetCount_v2(unsigned* count) { return *count = 1, OK; }
int nvmlDeviceGetHandleByIndex_v2(unsigned index, void** device) { return *device = (void*)1, OK; }
int nvmlDeviceGetHandleByPciBusId_v2(const char* id, void** device) { return *device = (void*)1, OK; }
int nvmlSystemGetDriverVersion(char* version, unsigned size) { return strncpy(version, "580.0", size), OK; }
