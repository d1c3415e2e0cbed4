import { fashionMnist } from '#core/data/fashion-mnist/fashion-mnist';
import { pictureBytes, pictureCount, type DataSet } from '#core/domain/data-set';

/** The data set that the window shows and trains on. */
class DataSetState {
  current = $state.raw<DataSet>(fashionMnist);
  classes = $derived(this.current.classes);
  pictureBytes = $derived(pictureBytes(this.current.shape));
  /** Pictures of each part, and of both. */
  trainCount = $derived(pictureCount(this.current.parts.train));
  testCount = $derived(pictureCount(this.current.parts.test));
  count = $derived(this.trainCount + this.testCount);
}

export const dataSetState = new DataSetState();
