// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/field.h"

#include <QList>
#include <QString>

namespace muster::agent {

class CheckedDocument;

/// Where the etcd is that elects the coordinator of a system, and how it is spoken to.
struct EtcdConfig
{
    static constexpr int MaxEndpoints = 9;

    QList<QString> endpoints; ///< "https://10.0.0.5:2379"
    QString caFile; ///< empty: the authorities that the machine trusts
    QString certificateFile;
    QString keyFile;
    QString user;
    QString passwordFile;
    QString prefix = QStringLiteral("/muster");

    static constexpr auto fields()
    {
        return std::tuple(
            field("endpoints", &EtcdConfig::endpoints, "Where it answers: https://HOST:PORT; tried in turn")
                .between(1, MaxEndpoints),
            field("caFile", &EtcdConfig::caFile, "File of the authorities that sign its certificate")
                .between(0, 255)
                .optional(),
            field("certificateFile", &EtcdConfig::certificateFile, "File of the agent's own certificate")
                .between(0, 255)
                .optional(),
            field("keyFile", &EtcdConfig::keyFile, "File of the key to that certificate")
                .between(0, 255)
                .optional(),
            field("user", &EtcdConfig::user, "Name to log in by, where etcd asks for one")
                .between(0, 255)
                .optional(),
            field("passwordFile", &EtcdConfig::passwordFile, "File whose first line is that user's password")
                .between(0, 255)
                .optional(),
            field("prefix", &EtcdConfig::prefix, "What all keys of Muster begin with")
                .between(2, 255)
                .optional());
    }
    friend bool operator==(const EtcdConfig &, const EtcdConfig &) = default;
};

/// Adds what is wrong with it to the document's faults.
void checkEtcdConfig(const EtcdConfig &config, CheckedDocument &document);

} // namespace muster::agent
