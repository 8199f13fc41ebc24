/// How a dyno ended.
package struct DynoEnd: Hashable, Sendable {
    package let status: Int32
    package let outOfMemory: Bool

    package init(status: Int32, outOfMemory: Bool) {
        self.status = status
        self.outOfMemory = outOfMemory
    }
}
