// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/viewparts.h"

#include <QDialog>

class QHBoxLayout;
class QPushButton;
class QVBoxLayout;

namespace muster::console {

class Banner;
class Label;

/// What all dialogs share: a title, content, a strip for what went wrong, buttons named by their verbs. Goes
/// when closed.
class Sheet : public QDialog
{
    Q_OBJECT
public:
    Sheet(const ViewParts &parts, const QString &title, QWidget *parent);

    [[nodiscard]] QString failureText() const; ///< empty when nothing went wrong

protected:
    [[nodiscard]] const ViewParts &parts() const { return m_parts; }
    [[nodiscard]] QVBoxLayout &content() { return *m_content; }
    void setTitle(const QString &title);
    void setFailure(const QString &text); ///< empty: nothing
    QPushButton *addButton(const QString &text, bool isMain = false);
    QPushButton *addCloseButton(const QString &text);
    /// Enter in this field does what the field is there for, and not what the main button does as well.
    void keepEnter(const QWidget *field) { m_withOwnEnter.append(field); }

    void keyPressEvent(QKeyEvent *event) override;

private:
    const ViewParts m_parts;
    Label *m_title;
    QVBoxLayout *m_content;
    Banner *m_failure;
    QHBoxLayout *m_buttons;
    QList<const QWidget *> m_withOwnEnter; ///< compared only
};

} // namespace muster::console
