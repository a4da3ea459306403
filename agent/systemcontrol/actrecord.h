// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/control.h"

#include <QList>
#include <QString>

#include <optional>

namespace muster::agent {

/// Gives an act that nobody watches any more its end: members without one are broken off. Pure.
/// @param why one sentence
void endBroken(SystemAct &act, const QString &why, Timestamp at);

/// The actions that this node has run, also through its end: what was under way then is told as broken off,
/// and never done again by itself.
class ActRecord
{
public:
    static constexpr qsizetype Kept = 8;

    /// @param file need not exist; one that cannot be read is told in the log, and begun anew
    explicit ActRecord(QString file);

    /// Durable when it returns. Errors: Io.
    [[nodiscard]] Result<void> put(const SystemAct &act);
    /// By its job; the latest without one.
    [[nodiscard]] std::optional<SystemAct> find(const QString &job) const;
    /// Those that had no end when this node ended; they have one now.
    [[nodiscard]] const QList<SystemAct> &brokenOff() const { return m_brokenOff; }

private:
    [[nodiscard]] Result<void> store() const;

    QString m_file;
    QList<SystemAct> m_acts; ///< oldest first
    QList<SystemAct> m_brokenOff;
};

} // namespace muster::agent
