import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type {
  Attribute,
  DType,
  FunctionDescription,
  GraphDescription,
  NodeDescription,
  Shape,
} from '../../graph/graph-description';
import type { Message, ProtobufClasses } from './protobuf-classes';

/** Numbers of TensorFlow's DataType. */
const dtypes: Readonly<Record<DType, number>> = {
  float: 1,
  double: 2,
  int32: 3,
  uint8: 4,
  int64: 9,
  bool: 10,
  resource: 20,
  uint32: 22,
  uint64: 23,
};

/** GraphDef version of TensorFlow 2.9, the oldest library that this app may meet. */
const graphVersion = 1087;

export const savedModelTag = 'serve';

/** Writes the graph into `folder` as a SavedModel without signatures: nodes are fed and fetched by name. */
export async function writeSavedModel(folder: string, graph: GraphDescription): Promise<void> {
  await mkdir(join(folder, 'variables'), { recursive: true });
  await writeFile(join(folder, 'saved_model.pb'), serializeGraph(graph));
}

function serializeGraph(graph: GraphDescription): Uint8Array {
  const pb = createRequire(import.meta.url)(
    '@tensorflow/tfjs-node-gpu/dist/proto/api_pb.js',
  ) as ProtobufClasses;
  const library = new pb.FunctionDefLibrary();
  library.setFunctionList(graph.functions.map((description) => functionMessage(pb, description)));
  const version = new pb.VersionDef();
  version.setProducer(graphVersion);
  const definition = new pb.GraphDef();
  definition.setNodeList(graph.nodes.map((node) => nodeMessage(pb, node)));
  definition.setVersions(version);
  definition.setLibrary(library);
  const info = new pb.MetaGraphDef.MetaInfoDef();
  info.setTagsList([savedModelTag]);
  const meta = new pb.MetaGraphDef();
  meta.setMetaInfoDef(info);
  meta.setGraphDef(definition);
  const model = new pb.SavedModel();
  model.setSavedModelSchemaVersion(1);
  model.setMetaGraphsList([meta]);
  return model.serializeBinary();
}

function functionMessage(pb: ProtobufClasses, description: FunctionDescription): Message {
  const argument = (name: string, dtype: DType): Message => {
    const message = new pb.OpDef.ArgDef();
    message.setName(name);
    message.setType(dtypes[dtype]);
    return message;
  };
  const signature = new pb.OpDef();
  signature.setName(description.name);
  signature.setInputArgList(description.inputs.map(({ name, dtype }) => argument(name, dtype)));
  signature.setOutputArgList(description.outputs.map(({ name, dtype }) => argument(name, dtype)));
  const message = new pb.FunctionDef();
  message.setSignature(signature);
  message.setNodeDefList(description.nodes.map((node) => nodeMessage(pb, node)));
  for (const { name, from } of description.outputs) message.getRetMap().set(name, from);
  for (const [name, attribute] of Object.entries(description.attributes))
    message.getAttrMap().set(name, attributeMessage(pb, attribute));
  return message;
}

function nodeMessage(pb: ProtobufClasses, node: NodeDescription): Message {
  const message = new pb.NodeDef();
  message.setName(node.name);
  message.setOp(node.op);
  message.setInputList(node.inputs);
  for (const [name, attribute] of Object.entries(node.attributes))
    message.getAttrMap().set(name, attributeMessage(pb, attribute));
  return message;
}

function attributeMessage(pb: ProtobufClasses, attribute: Attribute): Message {
  const message = new pb.AttrValue();
  if ('type' in attribute) message.setType(dtypes[attribute.type]);
  else if ('int' in attribute) message.setI(attribute.int);
  else if ('float' in attribute) message.setF(attribute.float);
  else if ('bool' in attribute) message.setB(attribute.bool);
  else if ('string' in attribute) message.setS(new TextEncoder().encode(attribute.string));
  else if ('shape' in attribute) message.setShape(shapeMessage(pb, attribute.shape));
  else if ('tensor' in attribute) message.setTensor(tensorMessage(pb, attribute.tensor));
  else if ('function' in attribute) {
    const called = new pb.NameAttrList();
    called.setName(attribute.function);
    message.setFunc(called);
  } else {
    const list = new pb.AttrValue.ListValue();
    if ('types' in attribute) list.setTypeList(attribute.types.map((dtype) => dtypes[dtype]));
    else list.setIList([...attribute.ints]);
    message.setList(list);
  }
  return message;
}

function shapeMessage(pb: ProtobufClasses, shape: Shape): Message {
  const message = new pb.TensorShape();
  message.setDimList(
    shape.map((side) => {
      const dimension = new pb.TensorShape.Dim();
      dimension.setSize(side ?? -1);
      return dimension;
    }),
  );
  return message;
}

function tensorMessage(
  pb: ProtobufClasses,
  { dtype, shape, values }: Extract<Attribute, { tensor: unknown }>['tensor'],
): Message {
  const message = new pb.Tensor();
  message.setDtype(dtypes[dtype]);
  message.setTensorShape(shapeMessage(pb, shape));
  if (dtype === 'float') message.setFloatValList([...values]);
  else if (dtype === 'double') message.setDoubleValList([...values]);
  else if (dtype === 'uint32') message.setUint32ValList([...values]);
  else message.setIntValList([...values]);
  return message;
}
