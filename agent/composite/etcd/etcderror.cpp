// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/etcd/etcderror.h"

#include "shared/json/jsonvalue.h"

#include <array>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr qsizetype MaxToldText = 200;

/// What etcd's own words mean to who runs the node. Its texts are of api/v3rpc/rpctypes/error.go.
struct Meaning
{
    QLatin1StringView words;
    ErrorCode code;
    const char *text;
    const char *remedy;
    bool isOfServer = false;
    bool isOfLogin = false;
};

constexpr std::array Meanings{
    Meaning{"database space exceeded"_L1, ErrorCode::QuotaExceeded,
            "etcd's disk is full: it takes no new keys and leases",
            "compact and defragment etcd or raise its quota, then run etcdctl alarm disarm"},
    Meaning{"no leader"_L1, ErrorCode::Unavailable, "the servers of etcd have no leader",
            "see that more than half of etcd's servers run and reach each other", true},
    Meaning{"leader changed"_L1, ErrorCode::Unavailable, "the servers of etcd are choosing a leader", "",
            true},
    Meaning{"CommonName of client"_L1, ErrorCode::Forbidden,
            "etcd does not let a client log in whose certificate has a common name",
            "give the agent a certificate without CN in its subject; the names belong in subjectAltName"},
    Meaning{"invalid auth token"_L1, ErrorCode::Forbidden, "etcd does not know the login any more", "", false,
            true},
    Meaning{"revision of auth store is old"_L1, ErrorCode::Forbidden, "etcd's users were changed", "", false,
            true},
    Meaning{"user name is empty"_L1, ErrorCode::Forbidden, "etcd asks for a user and a password",
            "set etcd.user and etcd.passwordFile in agent.json", false, true},
    Meaning{"invalid user ID or password"_L1, ErrorCode::Forbidden,
            "etcd does not accept the user or the password",
            "see etcd.user and etcd.passwordFile in agent.json"},
    Meaning{"authentication is not enabled"_L1, ErrorCode::Invalid, "etcd has no users",
            "remove etcd.user and etcd.passwordFile from agent.json, or run etcdctl auth enable"},
    Meaning{
        "permission denied"_L1, ErrorCode::Forbidden,
        "etcd does not let the agent read and write the system's keys",
        "set etcd.user and etcd.passwordFile in agent.json; its role needs read and write on etcd.prefix"},
    Meaning{"too many requests"_L1, ErrorCode::Busy, "etcd is too busy", "", true},
    Meaning{"request timed out"_L1, ErrorCode::Timeout, "etcd does not answer in time",
            "see whether its disk is slow or its servers reach each other", true},
    Meaning{"requested lease not found"_L1, ErrorCode::NotFound, "etcd does not know the lease", ""},
};

QString messageOf(QByteArrayView body)
{
    JsonParser parser;
    const auto json = parser.parse(body, body.size() + 1);
    const auto message = json ? json->find("message") : std::nullopt;
    return (message ? message->toString().value_or(QString()) : QString()).left(MaxToldText);
}

Error unavailable(const QString &text, const QString &endpoint, const QString &remedy)
{
    return {ErrorCode::Unavailable, text, endpoint, {}, remedy};
}

EtcdFailure networkFailure(const EtcdRefusal &refusal)
{
    // With TLS 1.3 a server refuses our certificate only after the handshake.
    const bool isOfCertificate =
        refusal.text.contains("certificate"_L1) || refusal.text.contains("unknown ca"_L1);
    if (refusal.text.contains(" alert "_L1) && isOfCertificate) {
        return {unavailable(u"etcd does not accept the agent's certificate: %1"_s.arg(refusal.text),
                            refusal.endpoint, u"see etcd.certificateFile and etcd.keyFile in agent.json"_s),
                true};
    }
    if (refusal.error == QNetworkReply::SslHandshakeFailedError) {
        return {unavailable(u"the certificate of etcd is not trusted: %1"_s.arg(refusal.text),
                            refusal.endpoint,
                            u"see etcd.caFile in agent.json and the names in etcd's certificate"_s),
                true};
    }
    return {unavailable(u"etcd is not reached: %1"_s.arg(refusal.text), refusal.endpoint,
                        u"see whether etcd runs, and etcd.endpoints in agent.json"_s),
            true};
}

} // namespace

EtcdFailure toFailure(const EtcdRefusal &refusal)
{
    if (refusal.status == 0)
        return networkFailure(refusal);
    const QString message = messageOf(refusal.body);
    for (const Meaning &meaning : Meanings) {
        if (message.contains(meaning.words)) {
            return {{meaning.code,
                     QString::fromUtf8(meaning.text),
                     refusal.endpoint,
                     {},
                     QString::fromUtf8(meaning.remedy)},
                    meaning.isOfServer,
                    meaning.isOfLogin};
        }
    }
    return {unavailable(u"etcd refuses it with %1: %2"_s.arg(refusal.status).arg(message), refusal.endpoint,
                        u"see etcd's own log"_s),
            refusal.status >= 500};
}

EtcdFailure timedOut(const QString &endpoint)
{
    return {{ErrorCode::Timeout,
             u"etcd does not answer in time"_s,
             endpoint,
             {},
             u"see whether its disk is slow or its servers reach each other"_s},
            true};
}

Error unreadable(const QString &what)
{
    return unavailable(u"the answer is none of etcd's: %1"_s.arg(what), {},
                       u"see whether etcd.endpoints in agent.json name etcd 3.4 or newer"_s);
}

} // namespace muster::agent
