// SPDX-License-Identifier: Apache-2.0
#include "shared/tls/tlserror.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <array>
#include <cstring>

using namespace Qt::StringLiterals;

namespace muster {

namespace {

struct Sentence
{
    int reason;
    ErrorCode code;
    const char16_t *text;
    const char16_t *remedy;
};

constexpr auto OldTls = u"the peer does not speak TLS 1.3, which Muster needs";
constexpr auto NoTls = u"the peer does not speak TLS";
constexpr auto NoTlsRemedy = u"check address and port";
constexpr auto OtherProtocol = u"the peer offers none of Muster's protocols (ALPN)";
constexpr auto ClockRemedy = u"check the clocks of both machines";

// What this side found wrong, then what the peer said in a TLS alert (RFC 8446, section 6).
constexpr std::array Sentences = {
    Sentence{SSL_R_UNSUPPORTED_PROTOCOL, ErrorCode::Unavailable, OldTls, nullptr},
    Sentence{SSL_R_WRONG_SSL_VERSION, ErrorCode::Unavailable, OldTls, nullptr},
    Sentence{SSL_R_VERSION_TOO_LOW, ErrorCode::Unavailable, OldTls, nullptr},
    Sentence{SSL_R_NO_PROTOCOLS_AVAILABLE, ErrorCode::Unavailable, OldTls, nullptr},
    Sentence{SSL_R_WRONG_VERSION_NUMBER, ErrorCode::Unavailable, NoTls, NoTlsRemedy},
    Sentence{SSL_R_UNKNOWN_PROTOCOL, ErrorCode::Unavailable, NoTls, NoTlsRemedy},
    Sentence{SSL_R_PACKET_LENGTH_TOO_LONG, ErrorCode::Unavailable, NoTls, NoTlsRemedy},
    Sentence{SSL_R_RECORD_LENGTH_MISMATCH, ErrorCode::Unavailable, NoTls, NoTlsRemedy},
    Sentence{SSL_R_BAD_RECORD_TYPE, ErrorCode::Unavailable, NoTls, NoTlsRemedy},
    Sentence{SSL_R_HTTP_REQUEST, ErrorCode::Unavailable, u"the peer speaks HTTP, not TLS", NoTlsRemedy},
    Sentence{SSL_R_HTTPS_PROXY_REQUEST, ErrorCode::Unavailable, u"the peer speaks HTTP, not TLS",
             NoTlsRemedy},
    Sentence{SSL_R_NO_APPLICATION_PROTOCOL, ErrorCode::Unavailable, OtherProtocol, NoTlsRemedy},
    Sentence{SSL_R_BAD_EXTENSION, ErrorCode::Unavailable, u"the peer sent a broken TLS handshake", nullptr},
    Sentence{SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE, ErrorCode::NotPaired,
             u"the peer presented no certificate", u"both sides of Muster need one"},
    Sentence{SSL_R_EXCESSIVE_MESSAGE_SIZE, ErrorCode::Unavailable, u"the peer's certificate is too large",
             nullptr},
    Sentence{SSL_R_UNEXPECTED_EOF_WHILE_READING, ErrorCode::Unavailable, u"the connection was cut off",
             nullptr},
    Sentence{SSL_R_DECRYPTION_FAILED_OR_BAD_RECORD_MAC, ErrorCode::Unavailable,
             u"data was damaged or forged on its way", nullptr},

    Sentence{SSL_R_TLSV1_ALERT_PROTOCOL_VERSION, ErrorCode::Unavailable, OldTls, nullptr},
    Sentence{SSL_R_TLSV1_ALERT_NO_APPLICATION_PROTOCOL, ErrorCode::Unavailable,
             u"the peer does not speak Muster's protocol (ALPN)", NoTlsRemedy},
    Sentence{SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED, ErrorCode::NotPaired,
             u"the peer refused this side: it presented no certificate", nullptr},
    Sentence{SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED, ErrorCode::NotPaired,
             u"the peer refused this side's certificate because of its dates", ClockRemedy},
    Sentence{SSL_R_SSLV3_ALERT_BAD_CERTIFICATE, ErrorCode::NotPaired, u"the peer refused this side's key",
             u"it may expect another one: compare the node ids, and pair again if they are right"},
    Sentence{SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE, ErrorCode::NotPaired,
             u"the peer does not accept the kind of this side's key", nullptr},
    Sentence{SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN, ErrorCode::NotPaired,
             u"the peer refused this side's certificate", nullptr},
    Sentence{SSL_R_TLSV1_ALERT_UNKNOWN_CA, ErrorCode::NotPaired,
             u"the peer does not trust this side's certificate", nullptr},
    Sentence{SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE, ErrorCode::Unavailable,
             u"the peer found no common TLS parameters", nullptr},
};

QString reasonText(unsigned long error)
{
    const char *text = ERR_reason_error_string(error);
    return text ? QString::fromLatin1(text) : u"error %1"_s.arg(error);
}

Error fromReason(unsigned long error)
{
    for (const Sentence &sentence : Sentences) {
        if (ERR_GET_LIB(error) == ERR_LIB_SSL && ERR_GET_REASON(error) == sentence.reason) {
            const auto remedy = sentence.remedy ? QString(QStringView(sentence.remedy)) : QString();
            return Error{sentence.code, QString(QStringView(sentence.text)), {}, {}, remedy};
        }
    }
    return Error{ErrorCode::Unavailable, u"TLS failed: "_s + reasonText(error), {}, {}, {}};
}

} // namespace

Error tlsError(int systemError)
{
    const unsigned long first = ERR_peek_error(); // the cause; later entries are its consequences
    ERR_clear_error();
    if (first != 0)
        return fromReason(first);
    if (systemError != 0)
        return Error{ErrorCode::Unavailable, QString::fromLocal8Bit(std::strerror(systemError)), {}, {}, {}};
    return Error{ErrorCode::Unavailable, u"the connection was cut off"_s, {}, {}, {}};
}

} // namespace muster
