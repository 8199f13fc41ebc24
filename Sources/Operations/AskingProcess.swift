/// By the kernel's word for who made the connection that a request came over.
package struct AskingProcess: Sendable {
    package let pid: Int32
    package let user: UInt32

    package init(pid: Int32, user: UInt32) {
        self.pid = pid
        self.user = user
    }
}
