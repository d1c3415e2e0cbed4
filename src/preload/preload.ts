import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { readBridgeArgument } from '#shared/bridge-argument';
import { createBridge } from './create-bridge';

contextBridge.exposeInMainWorld(
  'wardrobe',
  createBridge(readBridgeArgument(process.argv), ipcRenderer, (file) => webUtils.getPathForFile(file)),
);
