// SPDX-License-Identifier: Apache-2.0
#include "agent/hostoffload/secretfile.h"

#include "agent/config/hostconfig.h"
#include "shared/store/atomicfile.h"

#include <QFile>

#include <cerrno>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

constexpr qint64 MaxSecretBytes = 64 * 1024;

Result<void> checkFile(const QString &path, const QString &field, mode_t mayNot, const QString &what)
{
    struct stat status = {};
    if (::stat(QFile::encodeName(path).constData(), &status) != 0) {
        Error error = ioError(u"look at the file"_s, path, errno);
        error.field = field;
        return fail(error);
    }
    if (!S_ISREG(status.st_mode))
        return fail({ErrorCode::Forbidden, u"it is no file"_s, path, field, {}});
    if (status.st_uid != 0 && status.st_uid != ::geteuid())
        return fail({ErrorCode::Forbidden, u"it belongs to somebody else than root and the agent"_s, path,
                     field, u"chown root: FILE"_s});
    if ((status.st_mode & mayNot) != 0) {
        return fail({ErrorCode::Forbidden, u"others than its owner may %1 it"_s.arg(what), path, field,
                     u"chmod %1 FILE"_s.arg(mayNot & 044 ? u"600"_s : u"644"_s)});
    }
    return {};
}

} // namespace

Result<void> checkSecret(const QString &path, const QString &field)
{
    return checkFile(path, field, 077, u"read or write"_s);
}

Result<void> checkTrusted(const QString &path, const QString &field)
{
    return checkFile(path, field, 022, u"write"_s);
}

Result<QByteArray> readSecret(const QString &path, const QString &field)
{
    if (const auto checked = checkSecret(path, field); !checked)
        return fail(checked.error());
    const auto bytes = readFile(path, MaxSecretBytes);
    if (!bytes)
        return bytes;
    const QByteArray line = bytes->split('\n').first().trimmed();
    if (line.isEmpty())
        return fail({ErrorCode::Invalid, u"its first line is empty"_s, path, field, {}});
    return line;
}

Result<void> checkFilesOf(const HostConfig &config)
{
    struct Named
    {
        const QString &path;
        const char *key;
        Result<void> (*check)(const QString &, const QString &);
    };
    const Named all[] = {{config.passwordFile, "host.passwordFile", checkSecret},
                         {config.tokenFile, "host.tokenFile", checkSecret},
                         {config.keyFile, "host.keyFile", checkSecret},
                         {config.certificateFile, "host.certificateFile", checkTrusted},
                         {config.caFile, "host.caFile", checkTrusted},
                         {config.knownHostsFile, "host.knownHostsFile", checkTrusted}};
    for (const Named &one : all) {
        if (one.path.isEmpty())
            continue;
        if (auto checked = one.check(one.path, QString::fromLatin1(one.key)); !checked)
            return checked;
    }
    return {};
}

} // namespace muster::agent
