#!/usr/bin/env bash
# Builds the counting driver: build.sh TENSORFLOW_LIB_FOLDER OUT_FOLDER
# Of NVIDIA's functions that TensorFlow may call, those that are not written here become ones that do nothing and say 0.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$2"
compiler=$(command -v gcc || command -v clang || command -v cc)
{
  echo 'void countingDriverStub(const char *);'
  nm -D --defined-only "$1/libtensorflow_framework.so.2" |
    awk '$2 == "T" && $3 ~ /^(cu|__cu)/ { sub(/@.*/, "", $3); print $3 }' | grep -v '^cupti' | sort -u |
    sed 's/.*/__attribute__((weak)) int &() { countingDriverStub("&"); return 0; }/'
} >"$2/stubs.c"
"$compiler" -O1 -w -shared -fPIC -o "$2/counting-driver.so" "$here"/*.c "$2/stubs.c" -lpthread
# One library under all of the names, so that there is one log and one memory.
for name in libcuda.so.1 libnvidia-ml.so.1 libcudart.so.12 libcublas.so.12 libcublasLt.so.12 libcudnn.so.9 \
  libcufft.so.11 libcusparse.so.12 libcusolver.so.11; do
  ln -sf counting-driver.so "$2/$name"
done
