// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/fleet/fleetactions.h"
#include "console/views/dialogs/sheet.h"

#include <QDeadlineTimer>

#include <stop_token>

class QComboBox;
class QLineEdit;
class QRadioButton;
class QStackedWidget;

namespace muster::console {

class Label;

/// Pairs with one node: address and way, then the code that both sides show, then the person's word that it
/// is the same. What was typed stays when something goes wrong.
class PairingDialog : public Sheet
{
    Q_OBJECT
public:
    enum class Step { Form, Asking, Code, Confirm };

    PairingDialog(const ViewParts &parts, const QString &address, QWidget *parent);
    ~PairingDialog() override;

    [[nodiscard]] Step step() const { return m_step; }
    [[nodiscard]] QString shownCode() const; ///< "ABCDE-FGHIJ"; empty before there is one

    void done(int result) override;

Q_SIGNALS:
    void paired(const QString &nodeId);
    void answered(bool isSame); ///< the person has compared the codes

private:
    [[nodiscard]] QWidget *buildForm(const QString &address);
    [[nodiscard]] QWidget *buildAsking();
    [[nodiscard]] QWidget *buildCode();
    void begin();
    void showCode(const QString &code, std::chrono::seconds expiresIn);
    [[nodiscard]] QCoro::Task<bool> confirm();
    void finish(const Result<QString> &nodeId);
    void setStep(Step step);
    void showCountdown();

    std::stop_source m_stop;
    Step m_step = Step::Form;
    QDeadlineTimer m_expires;
    QStackedWidget *m_stack;
    QLineEdit *m_address;
    QComboBox *m_role;
    QRadioButton *m_byCode;
    QRadioButton *m_byToken;
    QLineEdit *m_token;
    Label *m_asking;
    Label *m_code;
    QLineEdit *m_command;
    QWidget *m_commandLine;
    Label *m_countdown;
    Label *m_question;
    QPushButton *m_cancel;
    QPushButton *m_differs;
    QPushButton *m_main;
};

} // namespace muster::console
