import Testing

@testable import Linux

@Suite("What the kernel says of those that it ended") struct KernelLogTests {
    private static let path = "/renga-x/shop.web.1.0f1e"

    private func record(_ group: String, _ name: String) -> String {
        "6,1,2,-;oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=x,mems_allowed=0,oom_memcg=\(group),task_memcg=\(group),"
            + "task=\(name),pid=17200,uid=20077\n SUBSYSTEM=x\n"
    }

    @Test func `the process of a group has its name`() {
        #expect(KernelLog.victim(record(Self.path, "gunicorn"), in: Self.path) == "gunicorn")
        #expect(KernelLog.victim(record(Self.path, "a,pid=1 b"), in: Self.path) == "a,pid=1 b")
        #expect(KernelLog.victim(record(Self.path, ""), in: Self.path) == "")
    }

    @Test func `others are none of it`() {
        #expect(KernelLog.victim(record(Self.path + "0", "gunicorn"), in: Self.path) == nil)
        #expect(KernelLog.victim(record("/renga-x", "gunicorn"), in: Self.path) == nil)
        // What an app calls itself is no group's.
        #expect(KernelLog.victim(record("/y", "task_memcg=/z"), in: "/z") == nil)
        #expect(KernelLog.victim("6,1,2,-;usb 1-1: new device", in: Self.path) == nil)
    }
}
