// SPDX-License-Identifier: Apache-2.0
#include "shared/tls/tlscontext.h"

#include "shared/tls/peercertificate.h"
#include "shared/tls/sessioncache.h"
#include "shared/tls/socketbio.h"
#include "shared/tls/tlserror.h"

#include <openssl/err.h>
#include <openssl/x509_vfy.h>

using namespace Qt::StringLiterals;

namespace muster {

struct TlsContext::State
{
    Role role;
    NodeId ownId;
    QByteArrayList channels;
    QByteArray wireChannels; ///< each with its length in front, as TLS sends them
    SessionCache sessions; ///< of a client
    SslContextPtr context;
};

namespace {

constexpr long LargestCertificateBytes = 16 * 1024; // strangers send these: 100 KiB by default
constexpr long ResumableSeconds = 2 * 60 * 60;
constexpr size_t TicketsPerHandshake = 1; // each connection that resumes gets its next one

PeerCheck &checkOf(const SSL *ssl)
{
    return *static_cast<PeerCheck *>(SSL_get_app_data(ssl));
}

/// What the refusal is to X.509 picks the alert by which the peer learns why.
int verifyError(X509 *certificate, const std::optional<NodeId> &expected)
{
    if (expected && *expected != nodeIdOf(certificate))
        return X509_V_ERR_CERT_REJECTED;
    return checkKey(certificate) ? X509_V_ERR_CERT_HAS_EXPIRED : X509_V_ERR_INVALID_PURPOSE;
}

/// Stands in for OpenSSL's building of a chain to a CA, for there is none: saves its cost, too.
int verifyCertificate(X509_STORE_CTX *store, void *)
{
    const auto *ssl =
        static_cast<SSL *>(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
    X509 *certificate = X509_STORE_CTX_get0_cert(store);
    PeerCheck &check = checkOf(ssl);
    const auto accepted = checkPeer(certificate, check.expected);
    if (accepted) {
        X509_STORE_CTX_set_error(store, X509_V_OK);
        return 1;
    }
    check.refusal = accepted.error();
    X509_STORE_CTX_set_error(store, verifyError(certificate, check.expected));
    return 0;
}

int selectChannel(SSL *, const unsigned char **selected, unsigned char *selectedSize,
                  const unsigned char *offered, unsigned int offeredSize, void *wireChannels)
{
    const auto &own = *static_cast<const QByteArray *>(wireChannels);
    unsigned char *found = nullptr;
    const int outcome =
        SSL_select_next_proto(&found, selectedSize, reinterpret_cast<const unsigned char *>(own.constData()),
                              uint(own.size()), offered, offeredSize);
    *selected = found;
    return outcome == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

int keepSession(SSL *ssl, SSL_SESSION *session)
{
    const QByteArray &key = checkOf(ssl).sessionKey;
    if (key.isEmpty())
        return 0;
    static_cast<SessionCache *>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl)))->put(key, SessionPtr(session));
    return 1; // the reference is ours now
}

QByteArray wireForm(const QByteArrayList &channels)
{
    QByteArray wire;
    for (const QByteArray &channel : channels)
        wire += char(channel.size()) + channel;
    return wire;
}

bool setUpCommon(SSL_CTX *context, const Identity &own)
{
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE
                                  | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_AUTO_RETRY);
    SSL_CTX_set_read_ahead(context, 1); // one system call a record instead of two
    SSL_CTX_set_max_cert_list(context, LargestCertificateBytes);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    SSL_CTX_set_cert_verify_callback(context, verifyCertificate, nullptr);
    SSL_CTX_set_timeout(context, ResumableSeconds);
    return SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION)
           && SSL_CTX_set_max_proto_version(context, TLS1_3_VERSION)
           && SSL_CTX_use_certificate(context, own.certificate())
           && SSL_CTX_use_PrivateKey(context, own.key());
}

bool setUpServer(SSL_CTX *context, const NodeId &ownId, QByteArray &wireChannels)
{
    const QByteArray &scope = ownId.digest(); // sessions of another node's key are not taken
    SSL_CTX_set_alpn_select_cb(context, selectChannel, &wireChannels);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF); // tickets carry the session: no memory here
    return SSL_CTX_set_num_tickets(context, TicketsPerHandshake)
           && SSL_CTX_set_session_id_context(
               context, reinterpret_cast<const unsigned char *>(scope.constData()), uint(scope.size()));
}

bool setUpClient(SSL_CTX *context, SessionCache &sessions, const QByteArray &wireChannels)
{
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_set_app_data(context, &sessions);
    SSL_CTX_sess_set_new_cb(context, keepSession);
    return SSL_CTX_set_alpn_protos(context, reinterpret_cast<const unsigned char *>(wireChannels.constData()),
                                   uint(wireChannels.size()))
           == 0;
}

} // namespace

Result<void> checkPeer(X509 *certificate, const std::optional<NodeId> &expected)
{
    const NodeId presented = nodeIdOf(certificate);
    if (expected && *expected != presented) {
        return std::unexpected(Error{
            ErrorCode::NotPaired,
            u"WRONG KEY: expected node %1, but node %2 answered"_s.arg(expected->toString(),
                                                                       presented.toString()),
            {},
            {},
            u"somebody may be posing as this node; if it was set up anew, compare its id at the node itself, then unpair and pair again"_s});
    }
    if (const auto key = checkKey(certificate); !key)
        return key;
    return checkDates(certificate, QDateTime::currentDateTimeUtc());
}

TlsContext::TlsContext(std::shared_ptr<State> state)
    : d(std::move(state))
{
}

Result<TlsContext> TlsContext::create(Role role, const Identity &own, const QByteArrayList &channels)
{
    const bool isServer = role == Role::Server;
    auto state = std::make_shared<State>(
        State{role,
              own.nodeId(),
              channels,
              wireForm(channels),
              {},
              SslContextPtr(SSL_CTX_new(isServer ? TLS_server_method() : TLS_client_method()))});
    SSL_CTX *context = state->context.get();
    const bool isSetUp = context && setUpCommon(context, own)
                         && (isServer ? setUpServer(context, own.nodeId(), state->wireChannels)
                                      : setUpClient(context, state->sessions, state->wireChannels));
    if (!isSetUp)
        return fail(ErrorCode::Internal, u"cannot set up TLS: "_s + tlsError(0).text);
    return TlsContext(std::move(state));
}

TlsContext::Role TlsContext::role() const
{
    return d->role;
}

const NodeId &TlsContext::ownId() const
{
    return d->ownId;
}

bool TlsContext::hasChannel(QByteArrayView name) const
{
    return d->channels.contains(name);
}

SslPtr TlsContext::newConnection(int socket, PeerCheck &check) const
{
    SslPtr ssl(SSL_new(d->context.get()));
    BioPtr bio = makeSocketBio(socket);
    if (!ssl || !bio)
        return {};
    BIO *shared = bio.release();
    SSL_set_bio(ssl.get(), shared, shared);
    SSL_set_app_data(ssl.get(), &check);
    if (d->role == Role::Server) {
        SSL_set_accept_state(ssl.get());
        return ssl;
    }
    SSL_set_connect_state(ssl.get());
    if (const SessionPtr session = d->sessions.take(check.sessionKey))
        SSL_set_session(ssl.get(), session.get());
    return ssl;
}

} // namespace muster
