import Glibc

/// The end of a program whose threads may still be at work.
package enum ProgramEnd {
    /// Ends the process at once. `exit`, and a return from `main`, run what libraries have put down for then: OpenSSL's takes tables away
    /// that a thread still hashes with, which falls. We write without a buffer, so that nothing is left to be written.
    package static func with(_ status: Int32) -> Never { _exit(status) }
}
