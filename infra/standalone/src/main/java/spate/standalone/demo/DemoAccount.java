package spate.standalone.demo;

import java.util.List;

/// One account of the demo.
record DemoAccount(String handle, String displayName, String password) {

    private static final List<String> NAMES = List.of(
            "민지", "Ann", "서준", "Bea", "하은", "Carlos", "도윤", "Dana", "지우", "Emil", "수아", "Femi", "예준", "Gita", "유나",
            "Hugo");

    static DemoAccount viewer(int number, String password) {
        String name = NAMES.get(number % NAMES.size());
        int round = number / NAMES.size();
        return new DemoAccount("demo_viewer_" + (number + 1), round == 0 ? name : name + " " + (round + 1), password);
    }

    /// Never the password.
    @Override
    public String toString() {
        return handle;
    }
}
