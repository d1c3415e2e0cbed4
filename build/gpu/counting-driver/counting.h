/*
 * What the parts of the counting driver share. README.md beside this file says what it is for, how to build and how to use it.
 */
#pragma once
#define _GNU_SOURCE
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef int Result;
typedef void *Handle;
enum { OK = 0 };

/* A kernel, as a module gives it out. */
typedef struct { const char *name; } Kernel;

/* A graph of CUDA's. Nodes are counted; `depth` is how many have to run one after another. */
typedef struct Graph {
  int kernels, copies, fills, empty, children, conditionals, depth, bodies;
  struct Graph *body[4];
} Graph;

/* The graph that this thread captures, or NULL. */
extern __thread Graph *captured;

#pragma GCC visibility push(hidden)
/* Appends a line to the log: what happened, how much of it, and which. */
void tell(const char *kind, size_t amount, const char *detail);
/* The one context there is; only its address matters. */
extern char deviceContext[64];
/* Memory of the device, or NULL when there is no more. */
void *take(size_t bytes);
int onDevice(const void *p);
Result copy(void *to, const void *from, size_t bytes);
Result fill(void *to, size_t bytes);
/* For things of which only the address matters. */
Result make(Handle *out);
Result launch(const Kernel *kernel);
#pragma GCC visibility pop

Result cuDeviceGetAttribute(int *value, int attribute, int device);
Result cuMemGetInfo_v2(size_t *available, size_t *total);
Result cuMemAlloc_v2(void **p, size_t bytes);
Result cuStreamSynchronize(Handle stream);
Result cuStreamIsCapturing(Handle stream, int *status);
Result cuCtxSynchronize(void);
