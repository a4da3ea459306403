// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/viewparts.h"

#include <QDeadlineTimer>
#include <QWidget>

class QLineEdit;

namespace muster::console {

class Label;

/// The code that both sides show while they pair: what to do with it on the node, and how long it is good;
/// then the question whether it was the same there.
class PairingCode : public QWidget
{
    Q_OBJECT
public:
    explicit PairingCode(const ViewParts &parts, QWidget *parent = nullptr);

    [[nodiscard]] QString code() const; ///< "ABCDE-FGHIJ"; empty before there is one
    void clear();
    void showCode(const QString &code, std::chrono::seconds expiresIn);
    void askIfSame(); ///< somebody has accepted on the node

private:
    [[nodiscard]] QWidget *buildCommand(const ViewParts &parts);
    void showCountdown();

    QDeadlineTimer m_expires;
    Label *m_code;
    Label *m_question;
    QLineEdit *m_command;
    QWidget *m_commandLine;
    Label *m_countdown;
};

} // namespace muster::console
