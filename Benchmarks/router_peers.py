"""The proxies that `Benchmarks/router` compares: how each is configured for the same work, and started.

Same work: 1,000 hosts (Envoy and Caddy have it easier: one site for all), two dynos each, a random one; keep-alive to the
dynos; X-Forwarded-For, -Proto, -Port, X-Request-Id, X-Request-Start and Via set; one access line per request.
"""
import json, pathlib, re, shutil, subprocess

HOSTS = [f"app{number}.example.com" for number in range(1000)]


class Peer:
    """One proxy: its port, its process, and the ids of the threads that count."""

    #: whether it is configured for HTTPS and HTTP/2
    speaks_tls = False

    def __init__(self, name, folder, port, secure_port, dynos):
        self.name, self.folder, self.port, self.secure_port, self.dynos = name, folder / name, port, secure_port, dynos
        self.folder.mkdir()
        self.process = None
        self.certificate = folder / ("rsa.pem" if name.endswith("-rsa") else "ecdsa.pem")

    def two(self, number):
        return self.dynos[number % len(self.dynos)], self.dynos[(number + 1) % len(self.dynos)]

    def start(self, cpu, *words, **more):
        output = open(self.folder / "output", "w")
        self.process = subprocess.Popen(["taskset", "-c", str(cpu), *words], stdin=subprocess.DEVNULL, stdout=output,
                                        stderr=output, start_new_session=True, **more)

    def processes(self):
        return [pathlib.Path(f"/proc/{self.process.pid}")]

    def microseconds(self):
        """CPU time of all threads, user and system."""
        return sum(int((task / "schedstat").read_text().split()[0]) for process in self.processes()
                   for task in (process / "task").iterdir()) / 1000

    def resident_kb(self):
        return sum(int(re.search(r"VmRSS:\s+(\d+)", (process / "status").read_text()).group(1)) for process in self.processes())

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait()


class Renga(Peer):
    speaks_tls = True

    def __init__(self, program, loops, *rest):
        super().__init__(*rest)
        self.program, self.loops = program, loops

    def launch(self, cpu):
        certificates = self.folder / "router/certificates"
        certificates.mkdir(parents=True)
        shutil.copy(self.certificate, certificates / "1.pem")
        (self.folder / "config.yml").write_text(
            f"domain: localhost\nrouter: {{address: 127.0.0.1, http_port: {self.port}, "
            f"https_port: {self.secure_port}, loops: {self.loops}}}\n")
        apps = [{"name": host.split(".")[0], "hosts": [host], "phase": "up", "maintenance": False, "backends": [
            {"id": f"{number}.{place}", "name": f"web.{place}", "address": "127.0.0.1", "port": port}
            for place, port in enumerate(self.two(number), 1)]} for number, host in enumerate(HOSTS)]
        (self.folder / "router/routes.json").write_text(json.dumps(
            {"version": 1, "apps": apps, "certificates": [{"id": "1", "hosts": ["*.example.com"]}]}))
        self.start(cpu, self.program, "--root", str(self.folder))

    def processes(self):
        worker = (self.folder / "router/worker.pid").read_text().strip()
        return super().processes() + [pathlib.Path(f"/proc/{worker}")]

    def version(self):
        return "this checkout"


class Nginx(Peer):
    speaks_tls = True

    def launch(self, cpu):
        blocks = []
        for number, host in enumerate(HOSTS):
            servers = " ".join(f"server 127.0.0.1:{port};" for port in self.two(number))
            blocks.append(f"upstream u{number} {{ random; {servers} keepalive 128; keepalive_requests 1000000000; }}\n"
                          f"server {{ listen 127.0.0.1:{self.port} BACKLOG; listen 127.0.0.1:{self.secure_port} ssl http2 BACKLOG;\n"
                          f" server_name {host}; location / {{ proxy_pass http://u{number}; }} }}\n".replace(
                              " BACKLOG", " reuseport backlog=1024" if number == 0 else ""))
        (self.folder / "nginx.conf").write_text(
            f"daemon off; master_process off; pid {self.folder}/pid; error_log {self.folder}/error.log;\n"
            "events { worker_connections 8192; }\nhttp {\n"
            "log_format full '$time_iso8601 $request_method $request_uri $host $request_id $proxy_add_x_forwarded_for "
            "$upstream_addr $upstream_connect_time $upstream_response_time $status $body_bytes_sent';\n"
            f"access_log {self.folder}/access.log full buffer=64k flush=100ms;\n"
            f"ssl_certificate {self.certificate}; ssl_certificate_key {self.certificate}; ssl_protocols TLSv1.2 TLSv1.3;\n"
            "keepalive_requests 1000000000; keepalive_timeout 90s; server_names_hash_max_size 4096; tcp_nodelay on;\n"
            "proxy_http_version 1.1; proxy_set_header Connection \"\"; proxy_set_header Host $host;\n"
            "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header X-Forwarded-Proto $scheme;\n"
            "proxy_set_header X-Forwarded-Port $server_port; proxy_set_header X-Request-Id $request_id;\n"
            "proxy_set_header X-Request-Start $msec; proxy_set_header Via \"1.1 nginx\"; add_header Via \"1.1 nginx\" always;\n"
            f"client_body_temp_path {self.folder}/body; proxy_temp_path {self.folder}/proxy;\n"
            f"fastcgi_temp_path {self.folder}/f; uwsgi_temp_path {self.folder}/u; scgi_temp_path {self.folder}/s;\n"
            + "".join(blocks) + "}\n")
        self.start(cpu, "nginx", "-c", str(self.folder / "nginx.conf"))

    def version(self):
        return subprocess.run(["nginx", "-v"], capture_output=True, text=True).stderr.split("/")[-1].strip()


class HAProxy(Peer):
    speaks_tls = True

    def launch(self, cpu):
        splice = "option splice-auto\n" if "splice" in self.name else ""
        (self.folder / "hosts").write_text("".join(f"{host} b{number}\n" for number, host in enumerate(HOSTS)))
        (self.folder / "haproxy.cfg").write_text(
            "global\n nbthread 1\n maxconn 8192\n maxpipes 500\n log stdout format raw local0\n"
            "defaults\n mode http\n log global\n option httplog\n http-reuse always\n balance random\n"
            f" timeout client 90s\n timeout server 55s\n timeout connect 5s\n timeout http-keep-alive 90s\n {splice}"
            f"frontend f\n bind 127.0.0.1:{self.port}\n bind 127.0.0.1:{self.secure_port} ssl crt {self.certificate} alpn h2,http/1.1\n"
            " option forwardfor\n http-request set-header X-Forwarded-Proto http\n"
            " http-request set-header X-Forwarded-Port %[dst_port]\n http-request set-header X-Request-Id %[uuid()]\n"
            " http-request set-header X-Request-Start %[date()]\n http-request set-header Via \"1.1 haproxy\"\n"
            " http-response set-header Via \"1.1 haproxy\"\n"
            f" use_backend %[req.hdr(host),lower,map({self.folder}/hosts)]\n"
            + "".join(f"backend b{number}\n" + "".join(
                f" server web.{place} 127.0.0.1:{port} pool-max-conn 128\n" for place, port in enumerate(self.two(number), 1))
                for number in range(len(HOSTS))))
        self.start(cpu, "haproxy", "-db", "-f", str(self.folder / "haproxy.cfg"))

    def version(self):
        return subprocess.run(["haproxy", "-v"], capture_output=True, text=True).stdout.split()[2]


class Caddy(Peer):
    def launch(self, cpu):
        (self.folder / "Caddyfile").write_text(
            "{\n admin off\n auto_https off\n}\n"
            f"http://:{self.port} {{\n bind 127.0.0.1\n log {{\n output file {self.folder}/access.log\n }}\n header Via \"1.1 caddy\"\n"
            f" reverse_proxy {' '.join(f'127.0.0.1:{port}' for port in self.dynos)} {{\n lb_policy random\n"
            f" header_up X-Forwarded-Port {self.port}\n header_up X-Request-Id {{http.request.uuid}}\n"
            " header_up X-Request-Start {time.now.unix_ms}\n header_up Via \"1.1 caddy\"\n"
            " transport http {\n keepalive_idle_conns_per_host 256\n }\n }\n}\n")
        self.start(cpu, "caddy", "run", "--config", str(self.folder / "Caddyfile"),
                   env={"GOMAXPROCS": "1", "HOME": str(self.folder), "PATH": "/usr/bin:/bin"})

    def version(self):
        return subprocess.run(["caddy", "version"], capture_output=True, text=True).stdout.split()[0]


class Envoy(Peer):
    def launch(self, cpu):
        def added(**headers):
            return [{"header": {"key": key.replace("_", "-"), "value": value}, "append_action": "OVERWRITE_IF_EXISTS_OR_ADD"}
                    for key, value in headers.items()]
        kind = "type.googleapis.com/envoy.extensions."
        manager = {
            "@type": kind + "filters.network.http_connection_manager.v3.HttpConnectionManager", "stat_prefix": "in",
            "use_remote_address": True, "generate_request_id": True, "via": "1.1 envoy",
            "access_log": [{"name": "file", "typed_config": {
                "@type": kind + "access_loggers.file.v3.FileAccessLog", "path": str(self.folder / "access.log")}}],
            "http_filters": [{"name": "router", "typed_config": {"@type": kind + "filters.http.router.v3.Router"}}],
            "route_config": {"virtual_hosts": [{"name": "all", "domains": ["*"], "request_headers_to_add": added(
                x_forwarded_port=str(self.port), x_request_start="%START_TIME(%s%3f)%"),
                "routes": [{"match": {"prefix": "/"}, "route": {"cluster": "dynos"}}]}]}}
        endpoints = [{"endpoint": {"address": {"socket_address": {"address": "127.0.0.1", "port_value": port}}}}
                     for port in self.dynos]
        (self.folder / "envoy.json").write_text(json.dumps({"static_resources": {
            "listeners": [{"address": {"socket_address": {"address": "127.0.0.1", "port_value": self.port}},
                           "filter_chains": [{"filters": [{"name": "http", "typed_config": manager}]}]}],
            "clusters": [{"name": "dynos", "type": "STATIC", "lb_policy": "RANDOM", "load_assignment": {
                "cluster_name": "dynos", "endpoints": [{"lb_endpoints": endpoints}]},
                "circuit_breakers": {"thresholds": [{"max_connections": 4096, "max_pending_requests": 4096,
                                                     "max_requests": 4096}]}}]}}))
        self.start(cpu, self.program(), "--concurrency", "1", "--disable-hot-restart", "-l", "error", "-c",
                   str(self.folder / "envoy.json"))

    def program(self):
        return shutil.which("envoy") or "/var/tmp/renga-bench-envoy/bin/envoy"

    def version(self):
        found = subprocess.run([self.program(), "--version"], capture_output=True, text=True).stdout
        match = re.search(r"\d+\.\d+\.\d+", found)
        return match.group(0) if match else "?"
