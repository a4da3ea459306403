// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"
#include "shared/model/control.h"
#include "shared/state/confirmation.h"

#include "agent/server/methodtable.h"

#include <QCoroTask>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <functional>
#include <optional>

namespace muster::agent {

/// What one member does with what was asked of a system: it is asked once, and then watched until its facets
/// show what was wanted, or its time is up. Ends by itself, whatever the member does.
class MemberAction : public QObject
{
    Q_OBJECT
public:
    /// Until the member has answered the request.
    static constexpr std::chrono::milliseconds AskTime{20'000};
    /// One that has not answered in time, and shows nothing, is waited for so long.
    static constexpr std::chrono::milliseconds ShowTime{10'000};

    struct Calls
    {
        std::function<QCoro::Task<Result<Nothing>>(CallContext caller, QString nodeId, ControlAction action)>
            ask;
        /// As the member was last heard of; nothing when it is not known any more.
        std::function<std::optional<MemberGlance>(const QString &nodeId)> look;
    };

    MemberAction(ControlAction action, MemberAct member, Calls calls, QObject *parent = nullptr);

    /// Asks. Once.
    /// @param patience until its facets have to show it
    void begin(CallContext caller, std::chrono::milliseconds patience);
    /// It may show something else.
    void look();
    /// Nobody watches it any more; what the member does goes on.
    void breakOff(const QString &why);

    [[nodiscard]] const MemberAct &act() const { return m_act; }
    [[nodiscard]] bool isOver() const { return controlwords::isOver(m_act.step); }
    /// Whether the member has said something to the request, or will not any more.
    [[nodiscard]] bool isAnswered() const { return m_act.step != ActStep::Asked; }

Q_SIGNALS:
    /// act() is another.
    void changed();

private:
    static QCoro::Task<> ask(QPointer<MemberAction> self, CallContext caller);
    void takeAnswer(const Result<Nothing> &answer);
    void takeGlance(const MemberGlance &glance);
    void endLate();
    void end(ActStep step, const QString &why, const QString &remedy = {});

    ControlAction m_action;
    MemberAct m_act;
    Calls m_calls;
    MemberGlance m_before;
    bool m_hasLeft = false;
    bool m_isUnanswered = false; ///< it did not answer in time, and may have taken it all the same
    QString m_saidNothing; ///< how it did not answer
    QTimer m_patience;
    QTimer m_showing;
};

} // namespace muster::agent
