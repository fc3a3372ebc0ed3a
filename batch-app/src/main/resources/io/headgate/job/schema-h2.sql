-- What a source remembers from run to run: one row per flow, source and stream (or key of the adapter's own).
CREATE TABLE HEADGATE_STATE (
  FLOW VARCHAR(100) NOT NULL,
  SOURCE VARCHAR(200) NOT NULL,
  KIND VARCHAR(10) NOT NULL,
  NAME VARCHAR(200) NOT NULL,
  STATE CLOB NOT NULL,
  UPDATED_AT TIMESTAMP NOT NULL,
  PRIMARY KEY (FLOW, SOURCE, KIND, NAME)
);

-- Which process runs a flow now. LOCKED_BY is host/namespace/boot|process id|its start|number of the acquisition.
CREATE TABLE HEADGATE_LEASE (
  NAME VARCHAR(100) NOT NULL PRIMARY KEY,
  LOCK_UNTIL TIMESTAMP NOT NULL,
  LOCKED_AT TIMESTAMP NOT NULL,
  LOCKED_BY VARCHAR(255) NOT NULL
);
