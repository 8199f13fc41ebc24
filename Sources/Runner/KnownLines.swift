/// What is read a second time.
enum KnownLines {
    /// How many lines at the beginning of `new` are those that `old` ends with.
    static func overlap(_ old: [ArraySlice<UInt8>], _ new: some Collection<ArraySlice<UInt8>>) -> Int {
        let new = Array(new)
        var count = min(old.count, new.count)
        while count > 0 {
            if old[(old.count - count)...].elementsEqual(new[..<count]) { return count }
            count -= 1
        }
        return 0
    }
}
