// SPDX-License-Identifier: Apache-2.0
#include "agent/hostoffload/sftptarget.h"

#include "agent/hostoffload/secretfile.h"
#include "shared/store/atomicfile.h"
#include "shared/store/privatefolder.h"
#include "shared/tls/sha256.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr qint64 MaxKnownHostsBytes = 1024 * 1024;
const auto PartEnding = u".part"_s;

} // namespace

QString SftpTarget::where(const QString &name) const
{
    return m_config.url().toString(QUrl::RemoveUserInfo) + name;
}

/// As curl reads paths in commands.
QByteArray SftpTarget::quotedPath(const QString &name) const
{
    QByteArray path = (m_config.url().path(QUrl::FullyDecoded) + name).toUtf8();
    path.replace('\\', "\\\\").replace('"', "\\\"");
    return '"' + path + '"';
}

/// curl looks for the file in one place only.
Result<void> SftpTarget::provideKnownHosts() const
{
    const auto known = readFile(m_config.knownHostsFile, MaxKnownHostsBytes);
    if (!known)
        return fail(known.error());
    const QString folder = m_home + u"/.ssh"_s;
    return ensurePrivateFolder(folder).and_then(
        [&] { return replaceFile(folder + u"/known_hosts"_s, *known); });
}

Result<Curl> SftpTarget::request(const QString &name) const
{
    if (const auto files = checkFilesOf(m_config); !files)
        return fail(files.error());
    if (const auto known = provideKnownHosts(); !known)
        return fail(known.error());
    const QUrl url = m_config.url();
    Curl curl(url.toEncoded(QUrl::RemoveUserInfo) + QUrl::toPercentEncoding(name));
    curl.setHome(m_home);
    curl.set("proto", "=sftp");
    QByteArray password;
    if (!m_config.passwordFile.isEmpty()) {
        const auto read = readSecret(m_config.passwordFile, u"host.passwordFile"_s);
        if (!read)
            return fail(read.error());
        password = *read;
    }
    curl.set("user", url.userName(QUrl::FullyDecoded).toUtf8() + ':' + password);
    if (!m_config.keyFile.isEmpty())
        curl.set("key", QFile::encodeName(m_config.keyFile));
    return curl;
}

Result<void> SftpTarget::run(const Curl &curl, const QString &name, const HostBlob *body,
                             const Curl::Sink &sink, const std::stop_token &stop) const
{
    const auto answer = curl.run(body, sink, stop);
    if (!answer)
        return fail(answer.error());
    return answer->exitCode == 0 ? Result<void>() : fail(curlError(*answer, where(name)));
}

Result<QByteArray> SftpTarget::read(const QString &name, qint64 maxBytes, const std::stop_token &stop)
{
    const auto curl = request(name);
    if (!curl)
        return fail(curl.error());
    QByteArray bytes;
    const auto take = [&](QByteArrayView piece) {
        bytes += piece;
        return bytes.size() <= maxBytes;
    };
    return run(*curl, name, nullptr, take, stop).transform([&] { return bytes; });
}

Result<HostFile> SftpTarget::look(const QString &name, const std::stop_token &stop)
{
    const auto curl = request(name);
    if (!curl)
        return fail(curl.error());
    HostFile found;
    Sha256 hash;
    const auto take = [&](QByteArrayView piece) {
        hash.add(piece);
        found.size += piece.size();
        return true;
    };
    return run(*curl, name, nullptr, take, stop).transform([&] {
        found.sha256 = hash.result();
        return found;
    });
}

Result<void> SftpTarget::rename(const QString &from, const QString &to, bool replaces,
                                const std::stop_token &stop) const
{
    auto curl = request({});
    if (!curl)
        return fail(curl.error());
    curl->set("head"); // of the folder nothing is wanted
    // A star in front: what is not there need not be removed.
    if (replaces)
        curl->set("quote", "*rm " + quotedPath(to));
    curl->set("quote", "rename " + quotedPath(from) + ' ' + quotedPath(to));
    return run(*curl, to, nullptr, [](QByteArrayView) { return true; }, stop);
}

Result<void> SftpTarget::put(const QString &name, const HostBlob &blob, bool replaces,
                             const std::stop_token &stop)
{
    const QString part = name + PartEnding;
    auto curl = request(part);
    if (!curl)
        return fail(curl.error());
    curl->set("upload-file", "-");
    auto sent = run(*curl, part, &blob, [](QByteArrayView) { return true; }, stop);
    if (!sent) {
        Error error = sent.error();
        if (error.code == ErrorCode::NotFound)
            error.code = ErrorCode::Io;
        return fail(error);
    }
    const auto there = look(part, stop);
    if (!there)
        return fail(there.error());
    if (there->size != blob.size || there->sha256 != blob.sha256)
        return fail(otherBytes(where(part)));
    return rename(part, name, replaces, stop);
}

} // namespace muster::agent
