// SPDX-License-Identifier: Apache-2.0
#include "agent/hostoffload/httpstarget.h"

#include "agent/hostoffload/secretfile.h"
#include "shared/tls/sha256.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

QByteArray base64Of(const QByteArray &hash)
{
    return "sha-256=:" + hash.toBase64() + ':';
}

bool isGood(int status)
{
    return status >= 200 && status < 300;
}

Error statusError(int status, const QString &where)
{
    const auto error = [&](ErrorCode code, const QString &remedy) {
        return Error{code, u"the answer was %1"_s.arg(status), where, {}, remedy};
    };
    switch (status) {
    case 401:
    case 403:
    case 407:
        return error(ErrorCode::Forbidden, u"correct the file with the password, token or certificate, which "
                                           u"is then tried at once; or give the "
                                           "user its rights there and restart the agent"_s);
    case 404:
    case 410:
        return error(ErrorCode::NotFound, u"make the folder there"_s);
    case 409:
        return error(ErrorCode::Io, u"make the folder there"_s);
    case 405:
    case 501:
        return error(ErrorCode::Io, u"have the server take files by PUT there"_s);
    case 412:
        return nameIsTaken(where);
    case 413:
    case 507:
        return error(ErrorCode::Io, u"have the server take larger files, or make room there"_s);
    default:
        break;
    }
    if (status >= 300 && status < 400)
        return error(ErrorCode::Io, u"configure the URL that it leads to; it is not followed"_s);
    return error(ErrorCode::Unavailable, {});
}

} // namespace

QString HttpsTarget::where(const QString &name) const
{
    return m_config.url().toString(QUrl::RemoveUserInfo) + name;
}

Result<Curl> HttpsTarget::request(const QString &name) const
{
    if (const auto files = checkFilesOf(m_config); !files)
        return fail(files.error());
    const QUrl url = m_config.url();
    Curl curl(url.toEncoded(QUrl::RemoveUserInfo) + QUrl::toPercentEncoding(name));
    curl.set("proto", "=https");
    curl.set("tlsv1.2");
    curl.set("http1.1");
    if (!url.userName().isEmpty()) {
        const auto password = readSecret(m_config.passwordFile, u"host.passwordFile"_s);
        if (!password)
            return fail(password.error());
        curl.set("user", url.userName(QUrl::FullyDecoded).toUtf8() + ':' + *password);
    }
    if (!m_config.tokenFile.isEmpty()) {
        const auto token = readSecret(m_config.tokenFile, u"host.tokenFile"_s);
        if (!token)
            return fail(token.error());
        curl.set("header", "Authorization: Bearer " + *token);
    }
    if (!m_config.caFile.isEmpty())
        curl.set("cacert", QFile::encodeName(m_config.caFile));
    if (!m_config.certificateFile.isEmpty()) {
        curl.set("cert", QFile::encodeName(m_config.certificateFile));
        curl.set("key", QFile::encodeName(m_config.keyFile));
    }
    return curl;
}

Result<void> HttpsTarget::get(const QString &name, const Curl::Sink &sink, const std::stop_token &stop) const
{
    auto curl = request(name);
    if (!curl)
        return fail(curl.error());
    curl->set("header", "Cache-Control: no-cache");
    const auto answer = curl->run(nullptr, sink, stop);
    if (!answer)
        return fail(answer.error());
    if (answer->exitCode != 0)
        return fail(curlError(*answer, where(name)));
    if (answer->status != 200)
        return fail(statusError(answer->status, where(name)));
    return {};
}

Result<QByteArray> HttpsTarget::read(const QString &name, qint64 maxBytes, const std::stop_token &stop)
{
    QByteArray bytes;
    const auto take = [&](QByteArrayView piece) {
        bytes += piece;
        return bytes.size() <= maxBytes;
    };
    return get(name, take, stop).transform([&] { return bytes; });
}

Result<HostFile> HttpsTarget::look(const QString &name, const std::stop_token &stop)
{
    HostFile found;
    Sha256 hash;
    const auto take = [&](QByteArrayView piece) {
        hash.add(piece);
        found.size += piece.size();
        return true;
    };
    return get(name, take, stop).transform([&] {
        found.sha256 = hash.result();
        return found;
    });
}

Result<void> HttpsTarget::put(const QString &name, const HostBlob &blob, bool replaces,
                              const std::stop_token &stop)
{
    auto curl = request(name);
    if (!curl)
        return fail(curl.error());
    curl->set("upload-file", "-");
    curl->set("header", "Content-Type: " + blob.type);
    // Its length is known: not all servers take a body in chunks.
    curl->set("header", "Transfer-Encoding:");
    curl->set("header", "Content-Length: " + QByteArray::number(blob.size));
    curl->set("header", "Repr-Digest: " + base64Of(blob.sha256));
    curl->set("header", "Want-Repr-Digest: sha-256=10");
    if (!replaces)
        curl->set("header", "If-None-Match: *");
    const auto answer = curl->run(&blob, [](QByteArrayView) { return true; }, stop);
    if (!answer)
        return fail(answer.error());
    // A server that refuses may end the connection before all was sent: what it said counts.
    const bool hasRefused = answer->status >= 300;
    if (answer->exitCode != 0 && !hasRefused)
        return fail(curlError(*answer, where(name)));
    if (!isGood(answer->status)) {
        Error error = statusError(answer->status, where(name));
        if (error.code == ErrorCode::NotFound)
            error.code = ErrorCode::Io;
        return fail(error);
    }
    if (!answer->digest.isEmpty())
        return answer->digest == blob.sha256 ? Result<void>() : fail(otherBytes(where(name)));
    const auto there = look(name, stop);
    if (!there)
        return fail(there.error());
    if (there->size != blob.size || there->sha256 != blob.sha256)
        return fail(otherBytes(where(name)));
    return {};
}

} // namespace muster::agent
