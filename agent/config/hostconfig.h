// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/field.h"
#include "shared/model/words.h"

#include <QList>
#include <QString>
#include <QUrl>

namespace muster::agent {

class CheckedDocument;

/// Where the host wants its dumps, and how it is spoken to. Secrets are in files of their own.
struct HostConfig
{
    enum class Way { Folder, Https, Sftp };

    QString target; ///< "/srv/dumps", "file:///srv/dumps", "https://…/", "sftp://user@host/path"
    QList<DumpScope> scopes{DumpScope::System};
    QList<QString> types; ///< empty: all of these scopes
    QString passwordFile;
    QString tokenFile;
    QString caFile; ///< empty: the authorities that the machine trusts
    QString certificateFile;
    QString keyFile;
    QString knownHostsFile;

    [[nodiscard]] Way way() const;
    [[nodiscard]] QString folder() const; ///< of a folder, without / at its end
    [[nodiscard]] QUrl url() const; ///< of the others, with / at its end
    /// As dumps name who has them. No console is called so: its name is followed by a folder in brackets.
    [[nodiscard]] QString name() const { return QStringLiteral("host target ") + target; }
    [[nodiscard]] bool takes(DumpScope scope, const QString &type) const
    {
        return scopes.contains(scope) && (types.isEmpty() || types.contains(type));
    }

    static constexpr auto fields()
    {
        return std::tuple(
            field("target", &HostConfig::target,
                  "Where dumps go: a folder, https://HOST/PATH/ or sftp://USER@HOST/PATH")
                .between(1, 480),
            field("scopes", &HostConfig::scopes,
                  "Of which scopes: System, by the coordinator; Node, by each node of its own")
                .between(1, 2)
                .optional(),
            field("types", &HostConfig::types, "Of which types; all when it is left out")
                .between(0, 64)
                .optional(),
            field("passwordFile", &HostConfig::passwordFile,
                  "File whose first line is the password of the target's user")
                .between(0, 255)
                .optional(),
            field("tokenFile", &HostConfig::tokenFile, "File whose first line is a bearer token (https)")
                .between(0, 255)
                .optional(),
            field("caFile", &HostConfig::caFile, "File of the authorities that sign its certificate (https)")
                .between(0, 255)
                .optional(),
            field("certificateFile", &HostConfig::certificateFile,
                  "File of the certificate that the agent shows (https)")
                .between(0, 255)
                .optional(),
            field("keyFile", &HostConfig::keyFile,
                  "File of the key to that certificate (https), or of the user's key (sftp)")
                .between(0, 255)
                .optional(),
            field("knownHostsFile", &HostConfig::knownHostsFile,
                  "File that knows the target's host key, as of OpenSSH (sftp)")
                .between(0, 255)
                .optional());
    }
    friend bool operator==(const HostConfig &, const HostConfig &) = default;
};

/// Adds what is wrong with it to the document's faults.
void checkHostConfig(const HostConfig &config, CheckedDocument &document);

} // namespace muster::agent
