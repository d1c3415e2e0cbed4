import { fashionMnist } from '#core/dataset/fashion-mnist';
import { pictureBytes, type DataSet } from '#core/domain/data-set';

/** The data set that the window shows and trains on. */
class DataSetState {
  current = $state.raw<DataSet>(fashionMnist);
  classes = $derived(this.current.classes);
  pictureBytes = $derived(pictureBytes(this.current.shape));
}

export const dataSetState = new DataSetState();
