import Synchronization

extension VersionList {
    /// A list that is read when somebody asks for it: most plans ask for none.
    package final class Lazy: Sendable {
        private let bytes: [UInt8]
        private let read = Mutex<VersionList??>(nil)

        package init(_ bytes: [UInt8]) { self.bytes = bytes }

        /// Nil where it is none.
        package var list: VersionList? {
            read.withLock { read in
                if let read { return read }
                let list = VersionList(bytes)
                read = .some(list)
                return list
            }
        }
    }
}
