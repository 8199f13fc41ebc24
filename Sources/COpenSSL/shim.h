#pragma once
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <string.h>
#if OPENSSL_VERSION_NUMBER < 0x30000000L
#error "OpenSSL 3 is required (apt install libssl-dev)"
#endif

// Between OpenSSL and a socket: what came from the socket, and what is to be sent. One serves all sessions of a thread.
struct renga_tls_wire {
    const unsigned char *input;
    size_t input_count;
    unsigned char *output;
    size_t output_capacity;
    size_t output_count;
    int ended;
};

static int renga_wire_read(BIO *bio, char *bytes, int count) {
    struct renga_tls_wire *wire = (struct renga_tls_wire *)BIO_get_data(bio);
    BIO_clear_retry_flags(bio);
    if (count <= 0) return 0;
    if (wire->input_count == 0) {
        if (wire->ended) return 0;
        BIO_set_retry_read(bio);
        return -1;
    }
    size_t taken = wire->input_count < (size_t)count ? wire->input_count : (size_t)count;
    memcpy(bytes, wire->input, taken);
    wire->input += taken;
    wire->input_count -= taken;
    return (int)taken;
}

static int renga_wire_write(BIO *bio, const char *bytes, int count) {
    struct renga_tls_wire *wire = (struct renga_tls_wire *)BIO_get_data(bio);
    BIO_clear_retry_flags(bio);
    if (count <= 0) return 0;
    // Callers give so much room that this does not happen; where it does, the session fails instead of losing bytes.
    if (wire->output == NULL || wire->output_capacity - wire->output_count < (size_t)count) return -1;
    memcpy(wire->output + wire->output_count, bytes, (size_t)count);
    wire->output_count += (size_t)count;
    return count;
}

static long renga_wire_control(BIO *bio, int command, long number, void *pointer) {
    (void)bio; (void)number; (void)pointer;
    return command == BIO_CTRL_FLUSH ? 1 : 0;
}

static int renga_wire_create(BIO *bio) {
    BIO_set_init(bio, 1);
    return 1;
}

static inline BIO_METHOD *renga_wire_method(void) {
    BIO_METHOD *method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "renga wire");
    if (method == NULL) return NULL;
    BIO_meth_set_read(method, renga_wire_read);
    BIO_meth_set_write(method, renga_wire_write);
    BIO_meth_set_ctrl(method, renga_wire_control);
    BIO_meth_set_create(method, renga_wire_create);
    return method;
}

// Macros, which Swift does not see.
static inline void renga_ssl_prepare(SSL_CTX *context) {
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE
        | SSL_OP_PRIORITIZE_CHACHA | SSL_OP_IGNORE_UNEXPECTED_EOF);
}
static inline void renga_ssl_on_server_name(SSL_CTX *context, int (*callback)(SSL *, int *, void *)) {
    SSL_CTX_set_tlsext_servername_callback(context, (int (*)(SSL *, int *, void *))callback);
}
static inline const char *renga_ssl_server_name(const SSL *session) {
    return SSL_get_servername(session, TLSEXT_NAMETYPE_host_name);
}
static inline void renga_ssl_set_owner(SSL *session, void *owner) { SSL_set_app_data(session, owner); }
static inline void *renga_ssl_owner(const SSL *session) { return SSL_get_app_data(session); }
static inline int renga_ssl_add_chain(SSL_CTX *context, X509 *certificate) {
    return (int)SSL_CTX_add0_chain_cert(context, certificate);
}

// Of a client over a socket.
static inline void renga_ssl_prepare_client(SSL_CTX *context) {
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
}
static inline int renga_ssl_ask_for(SSL *session, const char *name) { return (int)SSL_set_tlsext_host_name(session, name); }
