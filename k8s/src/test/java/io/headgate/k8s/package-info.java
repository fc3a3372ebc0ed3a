/** The manifests of this folder and the Dockerfile, held to the Kubernetes model and to Headgate's own promises. */
@NullMarked
package io.headgate.k8s;

import org.jspecify.annotations.NullMarked;
