// Asks TensorFlow's library, by its own functions, what a training on a GPU depends on. Needs no GPU.
//   ask-tensorflow FOLDER LIBRARY...
// Prints where XLA finds ptxas and libdevice and which of the libraries can't be loaded, and writes the lists of kernels and
// operations into the folder.
#include <dlfcn.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

extern "C" {
struct TF_Buffer {
  const void* data;
  size_t length;
  void (*free)(void*, size_t);
};
struct TF_Status;
TF_Status* TF_NewStatus();
TF_Buffer* TF_GetAllRegisteredKernels(TF_Status*);
TF_Buffer* TF_GetAllOpList();
}

// Like absl::StatusOr<std::string>: the status is 1 when it is ok, and the value is there only then.
struct StringOr {
  uintptr_t status;
  union {
    std::string value;
  };
  ~StringOr() {}
};

StringOr find_ptxas(std::string_view cuda_folder) asm(
    "_ZN15stream_executor19FindPtxAsExecutableB5cxx11ESt17basic_string_viewIcSt11char_traitsIcEE");
std::string libdevice_path(std::string_view cuda_folder) asm(
    "_ZN3xla3gpu5nvptx13LibDevicePathB5cxx11ESt17basic_string_viewIcSt11char_traitsIcEE");

static bool write(const std::string& file, const TF_Buffer* buffer) {
  FILE* out = std::fopen(file.c_str(), "wb");
  if (!out) return false;
  const bool whole = std::fwrite(buffer->data, 1, buffer->length, out) == buffer->length;
  return std::fclose(out) == 0 && whole;
}

int main(int count, char** arguments) {
  const std::string folder = arguments[1];
  const StringOr ptxas = find_ptxas("");
  std::printf("ptxas: %s\n", ptxas.status == 1 ? ptxas.value.c_str() : "");
  std::printf("libdevice: %s\n", libdevice_path("").c_str());
  for (int index = 2; index < count; index++) {
    if (!dlopen(arguments[index], RTLD_LAZY)) std::printf("not loaded: %s\n", dlerror());
  }
  const bool written = write(folder + "/kernels.pb", TF_GetAllRegisteredKernels(TF_NewStatus())) &&
                       write(folder + "/operations.pb", TF_GetAllOpList());
  return written ? 0 : 1;
}
