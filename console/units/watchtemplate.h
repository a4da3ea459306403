// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoreApplication>
#include <QList>
#include <QString>

namespace muster::console {

/// A watch list to start from: what is critical on a kind of machine.
struct WatchTemplate
{
    QString name; ///< "openbmc"; does not change with the language
    QString title;
    QString description; ///< what it watches, and what to adapt

    /// The file's text.
    [[nodiscard]] QByteArray text() const;
};

/// The templates that come with Muster.
class WatchTemplates
{
    Q_DECLARE_TR_FUNCTIONS(muster::console::WatchTemplates)
public:
    [[nodiscard]] static QList<WatchTemplate> all();
};

} // namespace muster::console
