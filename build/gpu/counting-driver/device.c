/* The device, its streams and events; all is done when it is asked for. And NVIDIA's management library. */
#include "counting.h"

Result cuInit(unsigned flags) { return OK; }
Result cuDriverGetVersion(int *v) { *v = 13000; return OK; }
Result cuDeviceGetCount(int *c) { *c = 1; return OK; }
Result cuDeviceGet(int *d, int ordinal) { *d = 0; return OK; }
Result cuDeviceGetName(char *name, int length, int d) { snprintf(name, length, "NVIDIA H100 80GB HBM3"); return OK; }
Result cuDeviceTotalMem_v2(size_t *bytes, int d) { *bytes = 80ul << 30; return OK; }
Result cuDeviceGetAttribute(int *v, int attribute, int d) {
  static const int values[][2] = {
    {1, 1024}, {2, 1024}, {3, 1024}, {4, 64}, {5, 2147483647}, {6, 65535}, {7, 65535}, {8, 49152}, {9, 65536},
    {10, 32}, {12, 65536}, {13, 1980000}, {14, 512}, {16, 132}, {31, 1}, {36, 2619000}, {37, 5120}, {38, 52428800},
    {39, 2048}, {40, 3}, {41, 1}, {75, 9}, {76, 0}, {78, 1}, {81, 233472}, {82, 65536}, {97, 232448}, {106, 32}, {115, 1},
  };
  *v = 0;
  for (size_t i = 0; i < sizeof values / sizeof *values; i++)
    if (values[i][0] == attribute) *v = values[i][1];
  return OK;
}
Result cuDeviceGetPCIBusId(char *s, int length, int d) { snprintf(s, length, "0000:01:00.0"); return OK; }
Result cuDeviceGetUuid(void *u, int d) { memset(u, 1, 16); return OK; }
Result cuDeviceGetUuid_v2(void *u, int d) { return cuDeviceGetUuid(u, d); }
Result cuDeviceComputeCapability(int *a, int *b, int d) { *a = 9; *b = 0; return OK; }
Result cuDeviceCanAccessPeer(int *can, int a, int b) { *can = 0; return OK; }
Result cuDeviceGetDefaultMemPool(Handle *pool, int d) { return make(pool); }
Result cuMemGetInfo_v2(size_t *available, size_t *total) { *available = 79ul << 30; *total = 80ul << 30; return OK; }

char deviceContext[64];
static __thread Handle current;
Result cuDevicePrimaryCtxRetain(Handle *c, int d) { *c = deviceContext; return OK; }
Result cuDevicePrimaryCtxGetState(int d, unsigned *flags, int *active) { *flags = 0; *active = 1; return OK; }
Result cuCtxGetCurrent(Handle *c) { *c = current; return OK; }
Result cuCtxSetCurrent(Handle c) { current = c; return OK; }
Result cuCtxPushCurrent_v2(Handle c) { current = c; return OK; }
Result cuCtxPopCurrent_v2(Handle *c) { if (c) *c = current; return OK; }
Result cuCtxGetDevice(int *d) { *d = 0; return OK; }
Result cuCtxGetStreamPriorityRange(int *least, int *greatest) { *least = 0; *greatest = -5; return OK; }
Result cuCtxSynchronize(void) { tell("wait", 1, "context"); return OK; }
Result cuGetErrorName(Result e, const char **s) { *s = "CUDA_ERROR"; return OK; }
Result cuGetErrorString(Result e, const char **s) { *s = "an error of the counting driver"; return OK; }

Result cuStreamCreate(Handle *s, unsigned flags) { return make(s); }
Result cuStreamCreateWithPriority(Handle *s, unsigned flags, int priority) { return make(s); }
Result cuStreamSynchronize(Handle s) { tell("wait", 1, "stream"); return OK; }
Result cuEventCreate(Handle *e, unsigned flags) { return make(e); }
Result cuEventRecord(Handle e, Handle s) { tell("event-record", 1, ""); return OK; }
Result cuStreamWaitEvent(Handle s, Handle e, unsigned flags) { tell("event-wait", 1, ""); return OK; }
Result cuEventSynchronize(Handle e) { tell("wait", 1, "event"); return OK; }
Result cuEventElapsedTime(float *ms, Handle a, Handle b) { *ms = 0.01f; return OK; }
Result cuEventElapsedTime_v2(float *ms, Handle a, Handle b) { *ms = 0.01f; return OK; }
Result cuLaunchHostFunc(Handle s, void (*f)(void *), void *data) { tell("host-function", 1, ""); f(data); return OK; }
Result cuStreamAddCallback(Handle s, void (*f)(Handle, Result, void *), void *data, unsigned flags) {
  tell("host-function", 1, "");
  f(s, OK, data);
  return OK;
}

Result nvmlInit_v2(void) { return OK; }
Result nvmlInit(void) { return OK; }
Result nvmlShutdown(void) { return OK; }
Result nvmlDeviceGetHandleByPciBusId_v2(const char *s, Handle *d) { *d = deviceContext; return OK; }
Result nvmlDeviceGetHandleByIndex_v2(unsigned i, Handle *d) { *d = deviceContext; return OK; }
Result nvmlDeviceGetCount_v2(unsigned *c) { *c = 1; return OK; }
Result nvmlSystemGetDriverVersion(char *v, unsigned length) { snprintf(v, length, "580.65.06"); return OK; }
