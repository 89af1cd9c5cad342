/** One upload of one object, by the event that told of it. */
export interface UploadMoment {
  /** ISO 8601 with a zone. */
  time: string;
  sequencer: string;
  versionId: string;
}

const SEQUENCER_WIDTH = 64;

/** S3 compares sequencers as text, the shorter one filled with zeros on the right. */
export const comparable = (sequencer: string): string => sequencer.toLowerCase().padEnd(SEQUENCER_WIDTH, '0');

/** A text that is greater for a later upload, in whatever order the events arrive. */
export const uploadOrder = ({ time, sequencer, versionId }: UploadMoment): string =>
  `${new Date(time).toISOString()}#${comparable(sequencer)}#${versionId}`;
