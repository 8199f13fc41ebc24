import Glibc
import Linux
import Model

extension Session {
    /// The contents of a file that was named, or of standard input where it is `-`. Over SSH no file of the server is read.
    ///
    /// - Parameter how: the command line that sends such a file over SSH.
    func contents(of path: String, limit: Int, over how: @autoclosure () -> String) throws(Failure) -> [UInt8] {
        if path == "-" { return try streams.readInput(limit: limit, hint: "give a smaller file") }
        guard offersMachine else {
            throw Failure(
                .refused,
                "over SSH no file of the server is read: `\(path)`",
                hint: "send the file instead: \(how())"
            )
        }
        let full = path.hasPrefix("/") ? path : surroundings.directory + "/" + path
        do throws(SystemError) {
            return try Files.read(full, limit: limit)
        } catch  where error.code == ENOENT {
            throw Failure(.notFound, "there is no file `\(path)`", hint: "give its path from here: \(surroundings.directory)")
        } catch  where error.code == EFBIG {
            throw Failure(.limit, "`\(path)` is over \(limit / 1024) KB", hint: "give a smaller file")
        } catch {
            throw Failure(.invalid, error.description)
        }
    }
}
