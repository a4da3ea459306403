// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

#include <QByteArrayView>
#include <QNetworkReply>
#include <QString>

namespace muster::agent {

/// Why a request to etcd came to nothing, and what may be done with it.
struct EtcdFailure
{
    Error error;
    bool isOfServer = false; ///< another server may do better
    bool isOfLogin = false; ///< a new login may help

    friend bool operator==(const EtcdFailure &, const EtcdFailure &) = default;
};

/// What came back instead of an answer.
struct EtcdRefusal
{
    QString endpoint;
    QNetworkReply::NetworkError error = QNetworkReply::NoError;
    QString text; ///< the network's own words
    int status = 0; ///< of HTTP; 0 when there was no answer at all
    QByteArrayView body;
};

/// Pure.
[[nodiscard]] EtcdFailure toFailure(const EtcdRefusal &refusal);
/// No answer in time.
[[nodiscard]] EtcdFailure timedOut(const QString &endpoint);
/// An answer that is none of etcd's.
[[nodiscard]] Error unreadable(const QString &what);

} // namespace muster::agent
