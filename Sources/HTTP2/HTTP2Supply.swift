/// A part of an answer's body.
package struct HTTP2Supply {
    var bytes: [UInt8]
    var range: Range<Int>
    /// Nothing comes after it.
    var isLast: Bool

    package init(_ bytes: [UInt8], _ range: Range<Int>, isLast: Bool) {
        self.bytes = bytes
        self.range = range
        self.isLast = isLast
    }
}
