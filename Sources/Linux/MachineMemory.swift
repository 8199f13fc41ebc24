import Glibc

/// The memory of this machine.
package enum MachineMemory {
    /// All of it, as the kernel has it.
    package static var bytes: Int64 { Int64(sysconf(Int32(_SC_PHYS_PAGES))) * Int64(sysconf(Int32(_SC_PAGESIZE))) }
}
