// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/dialogs/sheet.h"
#include "console/views/models/worklist.h"

class QListView;
class QPushButton;

namespace muster::console {

/// One action on many things: what will be done to each, then what came of it, and again for those that
/// failed. Closes by itself when all is done and nothing is left to read.
class WorkSheet : public Sheet
{
    Q_OBJECT
public:
    WorkSheet(const ViewParts &parts, const QString &title, QWidget *parent);

    [[nodiscard]] const WorkList &list() const { return m_list; }

protected:
    [[nodiscard]] WorkList &work() { return m_list; }
    /// The button's words for so many: "Delete 3 dumps".
    [[nodiscard]] virtual QString verb(int count) const = 0;
    /// Does it for these keys; each is settled in work(), followed by showState().
    virtual void run(const QStringList &keys) = 0;
    /// Whether what was typed allows it.
    [[nodiscard]] virtual bool isReady() const { return true; }
    /// Whether it closes when all is done.
    [[nodiscard]] virtual bool isClosing() const { return true; }
    /// To be called at the end of the constructor: below comes only the list and the buttons.
    void buildList(const QString &accessibleName);
    void showState();

private:
    void begin();

    WorkList m_list;
    QListView *m_view;
    QPushButton *m_do = nullptr;
    QPushButton *m_close = nullptr;
    bool m_wasTried = false;
};

} // namespace muster::console
