// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoreApplication>
#include <QList>
#include <QStringList>

namespace muster::console {

/// Addresses from a file: one a line, "#" begins a comment. What cannot be an address is told by its line.
class AddressList
{
    Q_DECLARE_TR_FUNCTIONS(muster::console::AddressList)
public:
    static constexpr qsizetype MaxBytes = 256 * 1024;
    static constexpr qsizetype MaxAddresses = 4096;

    struct Wrong
    {
        int line = 0; ///< from 1
        QString text; ///< as it stands there, cut at 80 characters
        QString why;
    };

    [[nodiscard]] static AddressList of(const QByteArray &file);

    QStringList addresses; ///< in order, each once
    QList<Wrong> wrong;
};

/// Empty when it can be an address: host, host:port, IPv4, [IPv6], [IPv6]:port; else why not.
[[nodiscard]] QString whyNoAddress(const QString &text);

} // namespace muster::console
