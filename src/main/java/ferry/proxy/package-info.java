/** The client's own address where a proxy or balancer stands between: the PROXY protocol, versions 1 and 2. */
@NullMarked
package ferry.proxy;

import org.jspecify.annotations.NullMarked;
