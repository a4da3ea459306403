// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/dumps/collector.h"

#include <QStringList>

#include <chrono>

namespace muster::agent {

/// What programs of the machine say, a member each.
class CommandCollector : public Collector
{
public:
    struct Member
    {
        QString name;
        DumpContent content = DumpContent::Text;
        /// Ways to get it: the first whose program is on this node. In it "%unit%" is the unit that the dump
        /// is about; without one, a way that needs it is none.
        QList<QStringList> ways;
        QList<int> goodCodes{0}; ///< with which the program says that all is well
        qint64 maxBytes = 64LL * 1024 * 1024;
        std::chrono::seconds deadline{60};
    };

    CommandCollector(QString word, QList<Member> members);

    [[nodiscard]] QString word() const override { return m_word; }
    [[nodiscard]] QList<CollectStep> plan(const CollectRequest &request) const override;

private:
    QString m_word;
    QList<Member> m_members;
};

} // namespace muster::agent
