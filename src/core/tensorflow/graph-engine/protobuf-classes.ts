/** TensorFlow's protobuf messages as tfjs-node-gpu ships them (`dist/proto/api_pb.js`, without types): what is used here. */

export interface Message {
  serializeBinary(): Uint8Array;
}

type Class<Methods> = new () => Message & Methods;

interface AttributeMap {
  set(name: string, value: Message): void;
}

export interface ProtobufClasses {
  SavedModel: Class<{
    setSavedModelSchemaVersion(version: number): void;
    setMetaGraphsList(list: Message[]): void;
  }>;
  MetaGraphDef: Class<{ setMetaInfoDef(info: Message): void; setGraphDef(graph: Message): void }> & {
    MetaInfoDef: Class<{ setTagsList(tags: string[]): void }>;
  };
  GraphDef: Class<{
    setNodeList(nodes: Message[]): void;
    setVersions(version: Message): void;
    setLibrary(library: Message): void;
  }>;
  VersionDef: Class<{ setProducer(version: number): void }>;
  FunctionDefLibrary: Class<{ setFunctionList(functions: Message[]): void }>;
  FunctionDef: Class<{
    setSignature(signature: Message): void;
    setNodeDefList(nodes: Message[]): void;
    getRetMap(): { set(name: string, from: string): void };
    getAttrMap(): AttributeMap;
  }>;
  OpDef: Class<{
    setName(name: string): void;
    setInputArgList(list: Message[]): void;
    setOutputArgList(list: Message[]): void;
  }> & { ArgDef: Class<{ setName(name: string): void; setType(dtype: number): void }> };
  NodeDef: Class<{
    setName(name: string): void;
    setOp(op: string): void;
    setInputList(inputs: string[]): void;
    getAttrMap(): AttributeMap;
  }>;
  AttrValue: Class<{
    setType(dtype: number): void;
    setI(value: number): void;
    setF(value: number): void;
    setB(value: boolean): void;
    setS(value: Uint8Array): void;
    setShape(shape: Message): void;
    setTensor(tensor: Message): void;
    setFunc(called: Message): void;
    setList(list: Message): void;
  }> & { ListValue: Class<{ setTypeList(dtypes: number[]): void; setIList(values: number[]): void }> };
  NameAttrList: Class<{ setName(name: string): void }>;
  TensorShape: Class<{ setDimList(sides: Message[]): void }> & {
    Dim: Class<{ setSize(size: number): void }>;
  };
  Tensor: Class<{
    setDtype(dtype: number): void;
    setTensorShape(shape: Message): void;
    setFloatValList(values: number[]): void;
    setDoubleValList(values: number[]): void;
    setIntValList(values: number[]): void;
    setUint32ValList(values: number[]): void;
  }>;
}
