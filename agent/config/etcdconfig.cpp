// SPDX-License-Identifier: Apache-2.0
#include "agent/config/etcdconfig.h"

#include "agent/config/checkeddocument.h"

#include <QDir>
#include <QHostAddress>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

bool isLoopback(const QString &host)
{
    return host == u"localhost"_s || QHostAddress(host).isLoopback();
}

/// Empty when it can be used.
QString endpointFault(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool isEncrypted = url.scheme() == u"https"_s;
    if (!url.isValid() || (!isEncrypted && url.scheme() != u"http"_s) || url.host().isEmpty())
        return u"\"%1\" is no address of an etcd"_s.arg(text);
    if (!url.userInfo().isEmpty() || url.path().size() > 1 || url.hasQuery() || url.hasFragment())
        return u"\"%1\" must be scheme, host and port alone"_s.arg(text);
    if (!isEncrypted && !isLoopback(url.host()))
        return u"\"%1\" is not encrypted, which is for the same machine only"_s.arg(text);
    return {};
}

void checkFile(const QString &file, const QString &key, CheckedDocument &document)
{
    if (!file.isEmpty() && !QDir::isAbsolutePath(file))
        document.add(key, u"\"%1\" must be a path from the root"_s.arg(file), u"begin it with /"_s);
}

void checkBothOrNone(const QString &one, const QString &oneKey, const QString &other, const QString &otherKey,
                     CheckedDocument &document)
{
    if (one.isEmpty() == other.isEmpty())
        return;
    const auto &[present, absent] = one.isEmpty() ? std::pair(otherKey, oneKey) : std::pair(oneKey, otherKey);
    document.add(present, u"it is of no use without %1"_s.arg(absent), u"set both or neither"_s);
}

} // namespace

void checkEtcdConfig(const EtcdConfig &config, CheckedDocument &document)
{
    for (qsizetype i = 0; i < config.endpoints.size(); ++i) {
        if (const QString fault = endpointFault(config.endpoints[i]); !fault.isEmpty())
            document.add(u"etcd.endpoints[%1]"_s.arg(i), fault,
                         u"write for example https://192.0.2.5:2379"_s);
    }
    checkFile(config.caFile, u"etcd.caFile"_s, document);
    checkFile(config.certificateFile, u"etcd.certificateFile"_s, document);
    checkFile(config.keyFile, u"etcd.keyFile"_s, document);
    checkFile(config.passwordFile, u"etcd.passwordFile"_s, document);
    checkBothOrNone(config.certificateFile, u"etcd.certificateFile"_s, config.keyFile, u"etcd.keyFile"_s,
                    document);
    checkBothOrNone(config.user, u"etcd.user"_s, config.passwordFile, u"etcd.passwordFile"_s, document);
    if (!config.prefix.startsWith(u'/') || config.prefix.endsWith(u'/'))
        document.add(u"etcd.prefix"_s, u"\"%1\" must begin with / and not end with it"_s.arg(config.prefix));
}

} // namespace muster::agent
