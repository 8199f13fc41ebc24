import Linux
import Model

extension Installation {
    /// The client as somebody has it on a machine of their own: a folder with it, and with an ssh that leads here; and what is to be in
    /// the environment.
    func client(app: String) throws -> (folder: String, environment: [String: String]) {
        let folder = "\(root.path)/client"
        try Files.makeDirectory(folder)
        try Files.replace("\(folder)/renga", with: try ssh("client").check(), mode: 0o755)
        try Files.replace("\(folder)/ssh", with: "#!/bin/sh\nexec /usr/bin/ssh -F \(root.path)/ssh/config \"$@\"\n", mode: 0o755)
        return (folder, ["PATH": "\(folder):\(Command.plainPath)", "RENGA_HOST": "root@127.0.0.1", "RENGA_APP": app])
    }
}
