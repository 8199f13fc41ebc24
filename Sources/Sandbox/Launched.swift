import Glibc
import Linux
import Model

/// conmon with a container that is made but does not run yet.
struct Launched {
    let conmon: ProcessIdentity
    /// PID 1 of the cage, as the machine sees it.
    let pid: Int32
    /// conmon as our own child.
    let child: Child
}
