import '../../../src/renderer/window';
