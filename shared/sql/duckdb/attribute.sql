-- One column of a customers export, by the JSON pointer of its name.
nullif(trim(json_extract_string(attributes, {{pointer}})), '')
