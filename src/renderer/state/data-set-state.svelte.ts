import { fashionMnist } from '#core/data/fashion-mnist/fashion-mnist';
import { pictureBytes, pictureCount, type DataSet } from '#core/domain/data-set';

/** What Wardrobe begins with. */
export const firstDataSet: DataSet = fashionMnist;

/** The data set that is worked with; `libraryState` follows main's choice. */
class DataSetState {
  current = $state.raw<DataSet>(firstDataSet);
  isFirst = $derived(this.current.id === firstDataSet.id);
  classes = $derived(this.current.classes);
  pictureBytes = $derived(pictureBytes(this.current.shape));
  /** Pictures of each part, and of both. */
  trainCount = $derived(pictureCount(this.current.parts.train));
  testCount = $derived(pictureCount(this.current.parts.test));
  count = $derived(this.trainCount + this.testCount);
}

export const dataSetState = new DataSetState();
