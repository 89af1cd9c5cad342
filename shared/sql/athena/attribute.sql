-- One column of a customers export, by the JSON path of its name.
nullif(trim(json_extract_scalar(attributes, {{path}})), '')
