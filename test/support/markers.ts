/** No text of the product holds these: where a log has one, somebody's data have got into it. `.ci/nothing-personal` knows them. */
export const MARKED_NAME = '马克标记';
export const MARKED_DOMAIN = 'marker.example';
