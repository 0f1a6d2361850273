"""Files that are not ledgers, read into plain series. Reads only; never writes."""
