/* Modules, kernels, and graphs of them. Nodes of a graph are counted, its launch tells how many it has. */
#include "counting.h"

static Kernel *kernelCalled(const char *name) {
  Kernel *kernel = malloc(sizeof *kernel);
  kernel->name = strdup(name);
  return kernel;
}

Result cuModuleLoadFatBinary(Handle *m, const void *image) { return make(m); }
Result cuModuleLoadData(Handle *m, const void *image) { return make(m); }
Result cuModuleLoadDataEx(Handle *m, const void *image, unsigned n, int *options, void **values) { return make(m); }
Result cuModuleGetFunction(Handle *f, Handle m, const char *name) { *f = kernelCalled(name); return OK; }
Result cuModuleGetGlobal_v2(void **p, size_t *bytes, Handle m, const char *name) {
  if (p) *p = take(1 << 20);
  if (bytes) *bytes = 1 << 20;
  return OK;
}
Result cuFuncGetAttribute(int *value, int attribute, Handle f) {
  *value = attribute == 0 ? 1024 : attribute == 4 ? 32 : 0;
  return OK;
}
Result cuOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(int *n, Handle f, int threads, size_t shared, unsigned flags) {
  *n = 2;
  return OK;
}
Result cuOccupancyMaxActiveBlocksPerMultiprocessor(int *n, Handle f, int threads, size_t shared) { *n = 2; return OK; }
Result cuOccupancyMaxPotentialBlockSize(int *grid, int *block, Handle f, void *g, size_t shared, int limit) {
  *grid = 264;
  *block = 1024;
  return OK;
}
Result launch(const Kernel *kernel) { tell("kernel", 1, kernel ? kernel->name : "?"); return OK; }
Result cuLaunchKernel(Kernel *f, unsigned a, unsigned b, unsigned c, unsigned d, unsigned e, unsigned g, unsigned shared,
                      Handle s, void **params, void **extra) {
  return launch(f);
}
Result cuLaunchKernelEx(const void *config, Kernel *f, void **params, void **extra) { return launch(f); }

__thread Graph *captured;

/* A node knows how many have to run one after another up to it. */
typedef struct { int depth; } Node;
static Result node(Node **out, Graph *g, Node **dependencies, size_t count) {
  Node *made = calloc(1, 64);
  for (size_t i = 0; i < count; i++)
    if (dependencies[i] && dependencies[i]->depth > made->depth) made->depth = dependencies[i]->depth;
  made->depth++;
  if (made->depth > g->depth) g->depth = made->depth;
  *out = made;
  return OK;
}
Result cuGraphCreate(Graph **g, unsigned flags) { *g = calloc(1, sizeof **g); return OK; }
Result cuGraphAddKernelNode_v2(Node **n, Graph *g, Node **deps, size_t count, Kernel **params) {
  g->kernels++;
  node(n, g, deps, count);
  char detail[400];
  snprintf(detail, sizeof detail, "%d in depth: %s", (*n)->depth, params && *params ? (*params)->name : "?");
  tell("graph-kernel", 1, detail);
  return OK;
}
Result cuGraphAddMemcpyNode(Node **n, Graph *g, Node **deps, size_t count, void *params, Handle c) {
  g->copies++;
  tell("graph-copy", 1, "");
  return node(n, g, deps, count);
}
Result cuGraphAddMemsetNode(Node **n, Graph *g, Node **deps, size_t count, void *params, Handle c) {
  g->fills++;
  tell("graph-fill", 1, "");
  return node(n, g, deps, count);
}
Result cuGraphAddEmptyNode(Node **n, Graph *g, Node **deps, size_t count) { g->empty++; return node(n, g, deps, count); }
Result cuGraphAddChildGraphNode(Node **n, Graph *g, Node **deps, size_t count, Graph *child) {
  g->children++;
  tell("graph-child", 1, "");
  return node(n, g, deps, count);
}
static Result addNode(Node **n, Graph *g, Node **deps, size_t count, char *params) {
  int type = *(int *)params;
  if (type == 13) {
    /* A conditional node: the driver makes the graphs of its bodies. */
    unsigned size = *(unsigned *)(params + 28);
    Graph **bodies = calloc(size, sizeof *bodies);
    for (unsigned i = 0; i < size; i++) bodies[i] = calloc(1, sizeof(Graph));
    *(Graph ***)(params + 32) = bodies;
    if (g->bodies < 4) g->body[g->bodies++] = bodies[0];
    g->conditionals++;
    tell("graph-conditional", 1, *(int *)(params + 24) == 1 ? "while" : "if or switch");
  } else if (type == 0) {
    g->kernels++;
    tell("graph-kernel", 1, "?");
  } else {
    g->children++;
    tell("graph-child", 1, "");
  }
  return node(n, g, deps, count);
}
Result cuGraphAddNode(Node **n, Graph *g, Node **deps, size_t count, char *params) { return addNode(n, g, deps, count, params); }
Result cuGraphAddNode_v2(Node **n, Graph *g, Node **deps, Handle *data, size_t count, char *params) {
  return addNode(n, g, deps, count, params);
}
Result cuGraphConditionalHandleCreate(uint64_t *h, Graph *g, Handle c, unsigned initial, unsigned flags) { *h = 1; return OK; }
Result cuGraphInstantiate(Handle *exec, Graph *g, unsigned long long flags) { *exec = g; tell("graph-instantiate", 1, ""); return OK; }
Result cuGraphInstantiateWithFlags(Handle *e, Graph *g, unsigned long long flags) { return cuGraphInstantiate(e, g, flags); }
Result cuGraphInstantiateWithParams(Handle *e, Graph *g, void *params) { return cuGraphInstantiate(e, g, 0); }
Result cuGraphExecKernelNodeSetParams_v2(Handle e, Handle n, void *params) { tell("graph-update", 1, "kernel"); return OK; }
Result cuGraphExecMemcpyNodeSetParams(Handle e, Handle n, void *p, Handle c) { tell("graph-update", 1, "copy"); return OK; }
Result cuGraphExecMemsetNodeSetParams(Handle e, Handle n, void *p, Handle c) { tell("graph-update", 1, "fill"); return OK; }
Result cuGraphExecChildGraphNodeSetParams(Handle e, Handle n, Handle g) { tell("graph-update", 1, "child"); return OK; }
Result cuGraphExecDestroy(Handle e) { return OK; }
Result cuGraphDestroy(Handle g) { return OK; }
Result cuGraphGetNodes(Handle g, Handle *nodes, size_t *count) { *count = 0; return OK; }
/* XLA asks whether there are any, and nothing else. */
Result cuGraphGetRootNodes(Handle g, Handle *nodes, size_t *count) { *count = 1; return OK; }
Result cuGraphChildGraphNodeGetGraph(Handle n, Graph **g) { return cuGraphCreate(g, 0); }
Result cuGraphLaunch(Graph *g, Handle s) {
  char detail[400];
  int length = snprintf(detail, sizeof detail, "kernels %d copies %d fills %d children %d conditionals %d depth %d",
                        g->kernels, g->copies, g->fills, g->children, g->conditionals, g->depth);
  for (int i = 0; i < g->bodies; i++)
    length += snprintf(detail + length, sizeof detail - length, "; body: kernels %d children %d depth %d",
                       g->body[i]->kernels, g->body[i]->children, g->body[i]->depth);
  tell("graph-launch", 1, detail);
  return OK;
}
Result cuStreamBeginCapture_v2(Handle s, int mode) { captured = calloc(1, sizeof *captured); tell("capture", 1, ""); return OK; }
Result cuStreamBeginCaptureToGraph(Handle s, Graph *g, Handle *deps, Handle *data, size_t n, int mode) {
  captured = g;
  tell("capture", 1, "");
  return OK;
}
Result cuStreamEndCapture(Handle s, Graph **g) {
  if (g) *g = captured;
  captured = NULL;
  return OK;
}
Result cuStreamIsCapturing(Handle s, int *status) { *status = captured ? 1 : 0; return OK; }
