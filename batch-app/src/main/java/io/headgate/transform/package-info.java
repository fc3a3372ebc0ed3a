/** Between source and destination: transforms and validation rules, planned against schemas and run on columns. */
@NullMarked
package io.headgate.transform;

import org.jspecify.annotations.NullMarked;
