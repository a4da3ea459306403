// SPDX-License-Identifier: Apache-2.0
#include "agent/config/hostconfig.h"

#include "agent/config/checkeddocument.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

using Way = HostConfig::Way;

/// Empty when it can be used.
QString targetFault(const HostConfig &config)
{
    const QString &text = config.target;
    const bool isPrintable = std::ranges::all_of(text, [](QChar c) { return c.isPrint(); });
    if (!isPrintable)
        return u"it has a character in it that cannot be printed"_s;
    if (text.startsWith(u'/'))
        return {};
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || url.hasQuery() || url.hasFragment())
        return u"\"%1\" is no folder and no URL of one"_s.arg(text);
    if (!url.password().isEmpty())
        return u"it has a password in it, which everybody sees who may see the dumps"_s;
    if (url.scheme() == u"file"_s) {
        const bool isHere = url.host().isEmpty() && url.path().startsWith(u'/');
        return isHere ? QString() : u"\"%1\" must be a path from the root of this machine"_s.arg(text);
    }
    if (url.scheme() == u"http"_s || url.scheme() == u"ftp"_s)
        return u"\"%1\" is not encrypted"_s.arg(text);
    if ((url.scheme() != u"https"_s && url.scheme() != u"sftp"_s) || url.host().isEmpty())
        return u"\"%1\" is no folder and no URL of one"_s.arg(text);
    if (url.userName().contains(u':'))
        return u"the name of a user cannot have a colon in it"_s;
    if (url.scheme() == u"sftp"_s && url.userName().isEmpty())
        return u"\"%1\" names no user"_s.arg(text);
    return {};
}

/// A setting with a file, and with which targets it has a meaning.
struct FileSetting
{
    const char *key;
    const QString &file;
    bool isForHttps;
    bool isForSftp;
};

void checkFile(const FileSetting &setting, Way way, CheckedDocument &document)
{
    if (setting.file.isEmpty())
        return;
    const QString key = u"host."_s + QLatin1StringView(setting.key);
    if (!QDir::isAbsolutePath(setting.file))
        document.add(key, u"\"%1\" must be a path from the root"_s.arg(setting.file), u"begin it with /"_s);
    if (!(way == Way::Https && setting.isForHttps) && !(way == Way::Sftp && setting.isForSftp))
        document.add(key, u"it has no meaning with this target"_s, u"leave it out"_s);
}

void checkHttps(const HostConfig &config, CheckedDocument &document)
{
    if (config.certificateFile.isEmpty() != config.keyFile.isEmpty()) {
        const bool hasKey = config.certificateFile.isEmpty();
        document.add(hasKey ? u"host.keyFile"_s : u"host.certificateFile"_s,
                     u"it is of no use without %1"_s.arg(hasKey ? u"certificateFile"_s : u"keyFile"_s),
                     u"set both or neither"_s);
    }
    const bool hasUser = !config.url().userName().isEmpty();
    if (hasUser && config.passwordFile.isEmpty())
        document.add(u"host.target"_s, u"it names a user, and there is no passwordFile"_s,
                     u"set both or neither"_s);
    if (!hasUser && !config.passwordFile.isEmpty())
        document.add(u"host.passwordFile"_s, u"the target names no user"_s,
                     u"write https://USER@HOST/PATH/"_s);
    if (hasUser && !config.tokenFile.isEmpty())
        document.add(u"host.tokenFile"_s, u"there is a user as well"_s, u"set one of the two"_s);
}

void checkSftp(const HostConfig &config, CheckedDocument &document)
{
    if (config.knownHostsFile.isEmpty())
        document.add(u"host.knownHostsFile"_s, u"without it nobody knows whether it is the right host"_s,
                     u"fill a file by ssh-keyscan, compare the key with the host's, and name it here"_s);
    if (config.keyFile.isEmpty() && config.passwordFile.isEmpty())
        document.add(u"host.keyFile"_s, u"there is nothing to log in by"_s,
                     u"name a key, or a passwordFile"_s);
}

} // namespace

HostConfig::Way HostConfig::way() const
{
    if (target.startsWith(u"https:"_s))
        return Way::Https;
    return target.startsWith(u"sftp:"_s) ? Way::Sftp : Way::Folder;
}

QString HostConfig::folder() const
{
    return QDir::cleanPath(target.startsWith(u'/') ? target : QUrl(target).path());
}

QUrl HostConfig::url() const
{
    QUrl url(target, QUrl::StrictMode);
    if (!url.path().endsWith(u'/'))
        url.setPath(url.path() + u'/');
    return url;
}

void checkHostConfig(const HostConfig &config, CheckedDocument &document)
{
    if (const QString fault = targetFault(config); !fault.isEmpty()) {
        document.add(u"host.target"_s, fault,
                     u"write for example /srv/dumps, https://192.0.2.5/dumps/ or "
                     "sftp://muster@192.0.2.5/srv/dumps"_s);
        return;
    }
    const Way way = config.way();
    const FileSetting settings[] = {{"passwordFile", config.passwordFile, true, true},
                                    {"tokenFile", config.tokenFile, true, false},
                                    {"caFile", config.caFile, true, false},
                                    {"certificateFile", config.certificateFile, true, false},
                                    {"keyFile", config.keyFile, true, true},
                                    {"knownHostsFile", config.knownHostsFile, false, true}};
    for (const FileSetting &setting : settings)
        checkFile(setting, way, document);
    if (way == Way::Https)
        checkHttps(config, document);
    if (way == Way::Sftp)
        checkSftp(config, document);
}

} // namespace muster::agent
