/* The log, and memory: one stretch of addresses, given out and never taken back. */
#include "counting.h"
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

static int logFile = -1;
static const char *turnsFile;
static int turns = 1, turned = 0;

static void readTurns(void) {
  FILE *file = fopen(turnsFile, "r");
  if (!file) return;
  if (fscanf(file, "%d", &turns) != 1) turns = 1;
  fclose(file);
}

__attribute__((constructor)) static void begin(void) {
  /* NVIDIA's own libraries end the process when this driver can do no more: without a core file. */
  struct rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
  const char *path = getenv("COUNTING_DRIVER_LOG");
  if (path) logFile = open(path, O_WRONLY | O_CREAT | O_APPEND, 0644);
  const char *count = getenv("COUNTING_DRIVER_TURNS");
  if (count && *count == '/') turnsFile = count;
  else if (count) turns = atoi(count);
}

void tell(const char *kind, size_t amount, const char *detail) {
  if (logFile < 0) return;
  char line[512];
  int length = snprintf(line, sizeof line, "%s\t%zu\t%s\n", kind, amount, detail ? detail : "");
  if (length >= (int)sizeof line) {
    length = sizeof line;
    line[length - 1] = '\n';
  }
  if (write(logFile, line, length) < 0) logFile = -1;
}

/* Stubs that are made from lists of names call this, see build.sh. */
void countingDriverStub(const char *name) { tell("stub", 1, name); }

static const size_t memory = 94ul << 30;
static char *device, *next;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void *take(size_t bytes) {
  pthread_mutex_lock(&lock);
  if (!device) {
    device = mmap(NULL, memory, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (device == MAP_FAILED) abort();
    next = device;
  }
  char *begins = next;
  next += (bytes + 511) & ~511ul;
  pthread_mutex_unlock(&lock);
  return next <= device + memory ? begins : NULL;
}

int onDevice(const void *p) { return device && (const char *)p >= device && (const char *)p < device + memory; }

Result copy(void *to, const void *from, size_t bytes) {
  int toDevice = onDevice(to), fromDevice = onDevice(from);
  tell(toDevice ? fromDevice ? "copy-device" : "copy-in" : "copy-out", bytes, "");
  if (fromDevice && !toDevice && bytes == 1) {
    if (turned == 0 && turnsFile) readTurns();
    turned = (turned + 1) % (turns + 1);
    *(char *)to = turned != 0;
    return OK;
  }
  memmove(to, from, bytes);
  return OK;
}

Result fill(void *to, size_t bytes) {
  tell("fill", bytes, "");
  memset(to, 0, bytes);
  return OK;
}

Result make(Handle *out) {
  *out = calloc(1, 64);
  return OK;
}

Result cuMemAlloc_v2(void **p, size_t bytes) { tell("alloc", bytes, ""); return (*p = take(bytes)) ? OK : 2; }
Result cuMemAllocManaged(void **p, size_t bytes, unsigned flags) { return cuMemAlloc_v2(p, bytes); }
Result cuMemAllocAsync(void **p, size_t bytes, Handle s) { return cuMemAlloc_v2(p, bytes); }
Result cuMemAllocFromPoolAsync(void **p, size_t bytes, Handle pool, Handle s) { return cuMemAlloc_v2(p, bytes); }
Result cuMemHostAlloc(void **p, size_t bytes, unsigned flags) { return posix_memalign(p, 4096, bytes) ? 2 : OK; }
Result cuMemAllocHost_v2(void **p, size_t bytes) { return cuMemHostAlloc(p, bytes, 0); }
Result cuMemFreeHost(void *p) { free(p); return OK; }
Result cuMemHostGetDevicePointer_v2(void **d, void *p, unsigned flags) { *d = p; return OK; }
Result cuMemGetAddressRange_v2(void **base, size_t *bytes, void *p) {
  if (base) *base = p;
  if (bytes) *bytes = 1 << 20;
  return OK;
}
Result cuPointerGetAttribute(void *value, int attribute, void *p) {
  if (attribute == 2) *(unsigned *)value = onDevice(p) ? 2 : 1;
  else if (attribute == 1) *(Handle *)value = deviceContext;
  else if (attribute == 9) *(int *)value = 0;
  else *(int *)value = 0;
  return OK;
}
Result cuMemcpyHtoD_v2(void *to, const void *from, size_t n) { tell("wait", 1, "copy"); return copy(to, from, n); }
Result cuMemcpyDtoH_v2(void *to, void *from, size_t n) { tell("wait", 1, "copy"); return copy(to, from, n); }
Result cuMemcpyDtoD_v2(void *to, void *from, size_t n) { return copy(to, from, n); }
Result cuMemcpyHtoDAsync_v2(void *to, const void *from, size_t n, Handle s) { return copy(to, from, n); }
Result cuMemcpyDtoHAsync_v2(void *to, void *from, size_t n, Handle s) { return copy(to, from, n); }
Result cuMemcpyDtoDAsync_v2(void *to, void *from, size_t n, Handle s) { return copy(to, from, n); }
Result cuMemcpyAsync(void *to, void *from, size_t n, Handle s) { return copy(to, from, n); }
Result cuMemsetD8_v2(void *to, unsigned char v, size_t n) { return fill(to, n); }
Result cuMemsetD8Async(void *to, unsigned char v, size_t n, Handle s) { return fill(to, n); }
Result cuMemsetD32_v2(void *to, unsigned v, size_t n) { return fill(to, n * 4); }
Result cuMemsetD32Async(void *to, unsigned v, size_t n, Handle s) { return fill(to, n * 4); }
Result cuMemsetD16Async(void *to, unsigned short v, size_t n, Handle s) { return fill(to, n * 2); }
